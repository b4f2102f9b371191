/** Made by `recorder/build/bundle-in-page.ts` when the app is built: the recorder's in-page code as one text. */
declare module 'virtual:recorder-in-page' {
  export const source: string;
}
