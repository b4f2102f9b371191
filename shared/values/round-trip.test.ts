import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DateOrder, DecimalSign } from '../model/value-format.ts';
import { decimalText } from './decimal.ts';
import { readDateCell } from './read-date-cell.ts';
import { readNumberCell } from './read-number-cell.ts';
import type { Read } from './read-result.ts';
import { settleColumn } from './settle-column.ts';

// Written by the language's own tables of how people in each country write, and read by ours: 100,000 numbers and as many days.
const COUNT = 100_000;
const SEED = 20_261_124;

/** How often a text was read right, read as something else, or refused; by locale. */
class Tally {
  readonly lines = new Map<string, { right: number; wrong: number; refused: number }>();
  readonly wrong: string[] = [];

  add(locale: string, text: string, read: Read<string>, truth: string): void {
    const line = this.lines.get(locale) ?? { right: 0, wrong: 0, refused: 0 };
    this.lines.set(locale, line);
    if (!read.ok) line.refused += 1;
    else if (read.value === truth) line.right += 1;
    else {
      line.wrong += 1;
      this.wrong.push(`${locale} «${text}» is ${truth}, read as ${read.value}`);
    }
    // What is refused as ambiguous names the truth among what it could be.
    if (!read.ok && read.code === 'ambiguous' && !read.readings.some(({ value }) => value === truth))
      this.wrong.push(`${locale} «${text}» is ${truth}, not among its readings`);
    if (!read.ok && read.code !== 'ambiguous')
      this.wrong.push(`${locale} «${text}» is ${truth}, refused: ${read.code}`);
  }

  print(what: string): void {
    const total = { right: 0, wrong: 0, refused: 0 };
    for (const line of this.lines.values())
      for (const key of ['right', 'wrong', 'refused'] as const) total[key] += line[key];
    const words = ({ right, wrong, refused }: typeof total): string =>
      `${right} right, ${wrong} wrong, ${refused} refused`;
    const lines = [...this.lines].map(([locale, line]) => `  ${locale}: ${words(line)}`);
    console.log([`${what}: ${words(total)}`, ...lines].join('\n'));
  }
}

const LOCALES: Record<string, DecimalSign> = {
  'es-AR': ',',
  'pt-BR': ',',
  'es-UY': ',',
  'es-PY': ',',
  'es-BO': ',',
  'es-CL': ',',
  'es-CO': ',',
  'fr-FR': ',',
  'de-DE': ',',
  'es-MX': '.',
  'es-PE': '.',
  'en-US': '.',
  'de-CH': '.',
};
const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, places: number, grouped: boolean): Intl.NumberFormat {
  const key = `${locale} ${places} ${grouped}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    useGrouping: grouped ? 'always' : false,
  });
  formatters.set(key, made);
  return made;
}

const NEGATIVES: ((size: string) => string)[] = [
  (size) => `-${size}`,
  (size) => `(${size})`,
  (size) => `${size}-`,
  (size) => `−${size}`,
  (size) => `- ${size}`,
];

const written = fc.record({
  locale: fc.constantFrom(...Object.keys(LOCALES)),
  // As large as amounts are, with as many decimals as they come with; many around a thousand, where signs mean two things.
  digits: fc.oneof(
    fc.integer({ min: 0, max: 9_999_999 }),
    fc.integer({ min: 0, max: 99_999_999_999_999 }),
    fc.integer({ min: 1, max: 999 }).map((value) => value * 1000),
  ),
  places: fc.constantFrom(0, 0, 1, 2, 2, 2, 3),
  grouped: fc.boolean(),
  negative: fc.option(fc.constantFrom(...NEGATIVES), { freq: 3 }),
});

function textAndTruth({
  locale,
  digits,
  places,
  grouped,
  negative,
}: typeof written extends fc.Arbitrary<infer T> ? T : never) {
  const plain = `${digits}`.padStart(places + 1, '0');
  const size = places === 0 ? plain : `${plain.slice(0, -places)}.${plain.slice(-places)}`;
  const shown = numberFormat(locale, places, grouped).format(size as unknown as number);
  const short = size.includes('.') ? size.replace(/\.?0+$/, '') : size;
  const isNegative = negative !== null && digits !== 0;
  return { text: negative === null ? shown : negative(shown), truth: `${isNegative ? '-' : ''}${short}` };
}

const asText = (read: ReturnType<typeof readNumberCell>): Read<string> =>
  read.ok ? { ok: true, value: decimalText(read.value) } : read;

describe('numbers of every locale', () => {
  const values = fc.sample(written, { numRuns: COUNT, seed: SEED });

  it('are read right or refused, never wrong, where nobody says the format', () => {
    const tally = new Tally();
    for (const value of values) {
      const { text, truth } = textAndTruth(value);
      tally.add(value.locale, text, asText(readNumberCell(text)), truth);
    }
    tally.print(`${COUNT} numbers without a format`);
    expect(tally.wrong).toEqual([]);
  });

  it('are all read right under their format', () => {
    const tally = new Tally();
    for (const value of values) {
      const { text, truth } = textAndTruth(value);
      tally.add(value.locale, text, asText(readNumberCell(text, LOCALES[value.locale])), truth);
    }
    tally.print(`${COUNT} numbers under their format`);
    expect(tally.wrong).toEqual([]);
    expect([...tally.lines.values()].reduce((sum, { refused }) => sum + refused, 0)).toBe(0);
  });

  it('settle a column by each other, and never as another format', () => {
    const tally = new Tally();
    let open = 0;
    for (const locale of Object.keys(LOCALES)) {
      const cells = values.filter((value) => value.locale === locale).map(textAndTruth);
      for (let at = 0; at < cells.length; at += 8) {
        const column = cells.slice(at, at + 8);
        const found = settleColumn(
          column.map(({ text }) => text),
          'number',
        );
        expect(found.state).not.toBe('mixed');
        const decimal = found.state === 'settled' ? found.format.decimal : undefined;
        if (decimal === undefined) open += 1;
        expect([undefined, LOCALES[locale]]).toContain(decimal);
        for (const { text, truth } of column) tally.add(locale, text, asText(readNumberCell(text, decimal)), truth);
      }
    }
    tally.print(`${COUNT} numbers in columns of eight (${open} columns left open)`);
    expect(tally.wrong).toEqual([]);
  });
});

const DAY_MS = 86_400_000;
const numeric =
  (order: DateOrder, between: string, years: 2 | 4) =>
  (day: Date): string => {
    const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-');
    const shown = years === 2 ? year.slice(2) : year;
    return { dmy: [date, month, shown], mdy: [month, date, shown], ymd: [shown, month, date] }[order].join(between);
  };
const inLocale = (locale: string, options: Intl.DateTimeFormatOptions): ((day: Date) => string) => {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  return (day) => format.format(day);
};

const DATES: Record<string, { write: (day: Date) => string; order: DateOrder }> = {
  'dd/mm/yyyy': { write: numeric('dmy', '/', 4), order: 'dmy' },
  'mm/dd/yyyy': { write: numeric('mdy', '/', 4), order: 'mdy' },
  'yyyy-mm-dd': { write: numeric('ymd', '-', 4), order: 'ymd' },
  'dd.mm.yy': { write: numeric('dmy', '.', 2), order: 'dmy' },
  'mm/dd/yy': { write: numeric('mdy', '/', 2), order: 'mdy' },
  'yy-mm-dd': { write: numeric('ymd', '-', 2), order: 'ymd' },
  'es-AR short': { write: inLocale('es-AR', { dateStyle: 'short' }), order: 'dmy' },
  'es-AR medium': { write: inLocale('es-AR', { dateStyle: 'medium' }), order: 'dmy' },
  'es-AR long': { write: inLocale('es-AR', { dateStyle: 'long' }), order: 'dmy' },
  'es-PE medium': { write: inLocale('es-PE', { dateStyle: 'medium' }), order: 'dmy' },
  'es-PE long': { write: inLocale('es-PE', { dateStyle: 'long' }), order: 'dmy' },
  'pt-BR short': { write: inLocale('pt-BR', { dateStyle: 'short' }), order: 'dmy' },
  'pt-BR medium': { write: inLocale('pt-BR', { dateStyle: 'medium' }), order: 'dmy' },
  'pt-BR long': { write: inLocale('pt-BR', { dateStyle: 'long' }), order: 'dmy' },
  'en-US short': { write: inLocale('en-US', { dateStyle: 'short' }), order: 'mdy' },
  'en-US medium': { write: inLocale('en-US', { dateStyle: 'medium' }), order: 'mdy' },
  'en-US long': { write: inLocale('en-US', { dateStyle: 'long' }), order: 'mdy' },
};

describe('days in every way of writing', () => {
  const FIRST = Date.UTC(1970, 0, 1);
  const LAST = Date.UTC(2069, 11, 31);
  const days = fc.sample(
    fc.record({
      way: fc.constantFrom(...Object.keys(DATES)),
      day: fc.integer({ min: 0, max: (LAST - FIRST) / DAY_MS }).map((count) => new Date(FIRST + count * DAY_MS)),
    }),
    { numRuns: COUNT, seed: SEED },
  );
  const read = (told: boolean): Tally => {
    const tally = new Tally();
    for (const { way, day } of days) {
      const { write, order } = DATES[way] ?? { write: String, order: 'dmy' as const };
      const text = write(day);
      tally.add(way, text, readDateCell(text, told ? order : undefined), day.toISOString().slice(0, 10));
    }
    return tally;
  };

  it('are read right or refused, never wrong, where nobody says the order', () => {
    const tally = read(false);
    tally.print(`${COUNT} days without an order`);
    expect(tally.wrong).toEqual([]);
  });

  it('are all read right under their order', () => {
    const tally = read(true);
    tally.print(`${COUNT} days under their order`);
    expect(tally.wrong).toEqual([]);
    expect([...tally.lines.values()].reduce((sum, { refused }) => sum + refused, 0)).toBe(0);
  });
});

it('no text at all makes a reader throw', () => {
  const signs = fc.constantFrom(...Array.from(`0123456789.,'’ -−()+%$USDRArsGtqkg/º\u00a0\u200b`));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: signs, maxLength: 14 })), (text) => {
      for (const result of [
        readNumberCell(text),
        readNumberCell(text, ','),
        readDateCell(text),
        readDateCell(text, 'mdy'),
      ])
        expect(typeof result.ok).toBe('boolean');
    }),
    { numRuns: 20_000 },
  );
});
