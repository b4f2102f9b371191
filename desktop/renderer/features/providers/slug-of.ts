import { foldText } from '../../ui/fold-text.ts';

const LONGEST = 60;

/** A short name for addresses and keys, made of a portal's name: `Acopio Rosario S.A.` as `acopio-rosario-s-a`. */
export function slugOf(name: string): string {
  const slug = foldText(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'portal' : slug;
}

/** What a person typed, as a whole address; undefined where it is none. */
export function addressOf(text: string): string | undefined {
  const trimmed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(whole)) return undefined;
  const { protocol, hostname, href } = new URL(whole);
  const named = hostname.includes('.') || hostname === 'localhost';
  return (protocol === 'https:' || protocol === 'http:') && named ? href : undefined;
}
