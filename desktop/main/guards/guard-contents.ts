import type { WebContents } from 'electron';

/**
 * What holds for every page in the app, ours and embedded ones: no new windows, no webviews inside. Embedded browsers
 * put their own rule about new windows in its place.
 */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Our own page never leaves its origin, in no frame. */
export function stayAtHome(contents: WebContents, origins: readonly string[]): void {
  const leaves = (url: string): boolean => !origins.some((origin) => url.startsWith(`${origin}/`));
  contents.on('will-frame-navigate', (event) => leaves(event.url) && event.preventDefault());
  contents.on('will-redirect', (event) => leaves(event.url) && event.preventDefault());
}
