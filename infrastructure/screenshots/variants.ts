/** One way to look at a screen. */
export interface Variant {
  theme: 'light' | 'dark';
  language: 'es' | 'en';
  width: number;
  height: number;
}

const SIZES = [
  { width: 1024, height: 680 },
  { width: 1440, height: 900 },
];

/** Light and dark, Spanish and English, the smallest window and the one that was designed at. */
export const VARIANTS: readonly Variant[] = (['es', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => SIZES.map((size) => ({ theme, language, ...size }))),
);

export function variantName({ theme, language, width, height }: Variant): string {
  return `${language}-${theme}-${width}x${height}`;
}
