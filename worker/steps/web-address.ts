import { AppError } from '@sri/shared/errors.ts';

/** The address, if it is one of the web; templates may have made anything of it. Throws `step_failed`. */
export function webAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed.href;
  throw new AppError('step_failed', `«${url.slice(0, 200)}» no es una dirección http o https`, {
    hint: 'Escríbela entera, como https://portal.example/liquidaciones; si viene de una variable, mira qué valor tiene.',
  });
}

/** The address without user name and password, for people to read. */
export function shownUrl(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#@]*@/i, '$1');
}
