import { AppError } from '@sri/shared/errors.ts';
import type { TFunction } from 'i18next';
import type errors from '../locales/es/errors.json';

type KnownCode = Exclude<keyof typeof errors, 'withCode'>;

export interface ErrorText {
  title: string;
  hint: string;
  code: string;
}

interface Told {
  code: string;
  message: string;
  hint: string;
}

/**
 * An error in the reader's words, by its code. A code that this console does not know yet (a newer server) is told in
 * the server's own words.
 */
export function errorText(t: TFunction<'errors'>, error: unknown): ErrorText {
  const told: Told =
    error instanceof AppError || (typeof error === 'object' && error !== null && 'code' in error && 'hint' in error)
      ? (error as Told)
      : { code: 'internal', message: String(error), hint: '' };
  const key = told.code as KnownCode;
  return {
    title: t(`${key}.title`, { defaultValue: told.message }),
    hint: t(`${key}.action`, { defaultValue: told.hint }),
    code: told.code,
  };
}
