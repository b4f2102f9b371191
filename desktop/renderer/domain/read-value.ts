import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';
import { foldText } from '../ui/fold-text.ts';

export type InputType = FlowInputs[string]['type'];
type Value = InputValues[string];

/** Why a text is no value of its type; `ambiguous`: it could be two different numbers, so none is guessed. */
export type ReadFault = 'number' | 'ambiguous' | 'date' | 'boolean';
export type ReadValue = { value: Value } | { fault: ReadFault };

const GROUPED = { '.': /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/, ',': /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/ };

function readNumber(text: string): ReadValue {
  const sign = /^[-−]/.test(text) ? -1 : 1;
  const digits = text.replace(/^[-−+]\s*/, '').replaceAll(/[\s\u00a0\u202f']/g, '');
  if (/^\d+$/.test(digits)) return { value: sign * Number(digits) };
  // One sign with three digits after it: thousands in one country, decimals in the next.
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return { fault: 'ambiguous' };
  if (/^\d+[.,]\d+$/.test(digits)) return { value: sign * Number(digits.replace(',', '.')) };
  if (GROUPED['.'].test(digits)) return { value: sign * Number(digits.replaceAll('.', '').replace(',', '.')) };
  if (GROUPED[','].test(digits)) return { value: sign * Number(digits.replaceAll(',', '')) };
  return { fault: 'number' };
}

function dayFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(0).map(({ type }) => type);
  return parts.indexOf('day') < parts.indexOf('month');
}

function readDate(text: string, locale: string): ReadValue {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [year, month, day] =
    iso !== null
      ? [iso[1], iso[2], iso[3]]
      : local !== null
        ? dayFirst(locale)
          ? [local[3], local[2], local[1]]
          : [local[3], local[1], local[2]]
        : [];
  if (year === undefined || month === undefined || day === undefined) return { fault: 'date' };
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${value}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
  return real ? { value } : { fault: 'date' };
}

const YES = ['si', 's', 'yes', 'y', 'true', 'verdadero', '1', 'x'];
const NO = ['no', 'n', 'false', 'falso', '0'];

function readBoolean(text: string): ReadValue {
  const word = foldText(text);
  if (YES.includes(word)) return { value: true };
  return NO.includes(word) ? { value: false } : { fault: 'boolean' };
}

/**
 * What somebody typed or pasted, as a value of an input's type, in the notation of a region (`locale`). Empty: null, as
 * "not given". A number that could be two different ones is a fault, never a guess.
 */
export function readValue(type: InputType, text: string, locale: string): ReadValue {
  const trimmed = text.trim();
  if (trimmed === '') return { value: null };
  if (type === 'number') return readNumber(trimmed);
  if (type === 'date') return readDate(trimmed, locale);
  return type === 'boolean' ? readBoolean(trimmed) : { value: text };
}
