import type { DecimalSign } from '../model/value-format.ts';
import { decimalOf, type Decimal } from './decimal.ts';

/** A way to read digits: the number, and the sign before its decimals; undefined where the digits are the same number under both. */
export interface NumberReading {
  value: Decimal;
  decimal: DecimalSign | undefined;
}

const OTHER = { ',': '.', '.': ',' } as const;

/**
 * Digits under one sign before the decimals. The part before it is plain, or in groups of three after the other sign, a space or an
 * apostrophe; an apostrophe may also stand after the millions and the other sign after the thousands. No grouped number begins with 0.
 */
function grammar(decimal: DecimalSign): RegExp {
  const [sign, group] = [`\\${decimal}`, `\\${OTHER[decimal]}`];
  const wholes = [
    String.raw`\d+`,
    ...[group, ' ', `'`].map((between) => String.raw`[1-9]\d{0,2}(?:${between}\d{3})+`),
    String.raw`[1-9]\d{0,2}'\d{3}${group}\d{3}`,
  ];
  return new RegExp(String.raw`^(${wholes.join('|')})?(?:${sign}(\d+))?$`);
}

const GRAMMARS = [
  { decimal: ',', pattern: grammar(',') },
  { decimal: '.', pattern: grammar('.') },
] as const;

/** Every number that digits such as `1.234,56` could be, under both signs. */
export function numberReadings(digits: string): NumberReading[] {
  const plain = digits.replaceAll('’', `'`);
  const readings = GRAMMARS.flatMap(({ decimal, pattern }): NumberReading[] => {
    const [, whole = '', fraction = ''] = pattern.exec(plain) ?? [];
    const value = decimalOf(`${whole.replaceAll(/\D/g, '')}${fraction === '' ? '' : `.${fraction}`}`);
    return value === undefined ? [] : [{ value, decimal }];
  });
  const [first] = readings;
  // Without either sign both grammars read the same, and the digits say nothing about the format.
  if (first !== undefined && !/[.,]/.test(plain)) return [{ value: first.value, decimal: undefined }];
  return readings;
}
