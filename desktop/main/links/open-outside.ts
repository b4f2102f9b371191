import { AppError } from '@sri/shared/errors.ts';

/** The address if a browser outside may open it: https, without a name and password in it. Throws `address_refused`. */
export function outsideAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === 'https:' && parsed.username === '' && parsed.password === '') return parsed.href;
  throw new AppError('address_refused', 'This address is not opened.', {
    hint: 'Only addresses that begin with https:// are.',
  });
}
