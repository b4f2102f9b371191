export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the reader is: decides how numbers and dates are written, apart from the language of the words. */
export const REGIONS = {
  AR: 'es-AR',
  BO: 'es-BO',
  BR: 'pt-BR',
  CL: 'es-CL',
  CO: 'es-CO',
  EC: 'es-EC',
  ES: 'es-ES',
  MX: 'es-MX',
  PE: 'es-PE',
  PY: 'es-PY',
  US: 'en-US',
  UY: 'es-UY',
} as const;
export type Region = keyof typeof REGIONS;

export function isRegion(text: string): text is Region {
  return Object.hasOwn(REGIONS, text);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RELATIVE: readonly [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['second', SECOND, MINUTE],
  ['minute', MINUTE, HOUR],
  ['hour', HOUR, DAY],
  ['day', DAY, 30 * DAY],
  ['month', 30 * DAY, 365 * DAY],
  ['year', 365 * DAY, Number.POSITIVE_INFINITY],
];
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Everything that is written by rules of a place. Times in ms since the epoch, durations in ms. */
export interface Format {
  locale: string;
  number: (value: number, digits?: number) => string;
  bytes: (value: number) => string;
  /** `3/11/2026, 06:00:41` in the region's order. */
  dateTime: (at: number) => string;
  /** `06:00`. */
  time: (at: number) => string;
  /** `06:00:41.2`: for logs, where every region reads the same. */
  clock: (at: number) => string;
  /** `hace 4 min`, `dentro de 2 h`. */
  relative: (at: number, now: number) => string;
  /** `640 ms`, `8,1 s`, `1:42`, `2 h 05 min`. */
  duration: (ms: number) => string;
  /** `12 h`, `3 d`: a coarse span. */
  span: (ms: number) => string;
}

const pad = (value: number): string => String(Math.trunc(value)).padStart(2, '0');

/** Formats for a language and a region; `timeZone` only where it is not the machine's own. */
export function createFormat(language: Language, region: Region, timeZone?: string): Format {
  const locale = REGIONS[region];
  // 24 hours everywhere but where nobody reads them so: the tables are dense, and a. m. is easily overlooked.
  const hours = region === 'US' ? ({ hourCycle: 'h12' } as const) : ({ hourCycle: 'h23' } as const);
  const zone = timeZone === undefined ? {} : { timeZone };
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium', ...hours, ...zone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...hours, ...zone });
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 1,
    ...zone,
  });
  const relative = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' });
  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

  return {
    locale,
    number,
    bytes: (value) => {
      const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
      return `${number(value / 1000 ** power, power === 0 ? 0 : 1)} ${UNITS[power] ?? 'B'}`;
    },
    dateTime: (at) => dateTime.format(at),
    time: (at) => time.format(at),
    clock: (at) => clock.format(at),
    relative: (at, now) => {
      const away = at - now;
      const [unit, size] = RELATIVE.find(([, , below]) => Math.abs(away) < below) ?? ['second', SECOND];
      return relative.format(Math.trunc(away / size), unit);
    },
    duration: (ms) => {
      if (ms < SECOND) return `${Math.round(ms)} ms`;
      if (ms < MINUTE) return `${number(ms / SECOND, 1)} s`;
      if (ms < HOUR) return `${Math.trunc(ms / MINUTE)}:${pad((ms % MINUTE) / SECOND)}`;
      return `${Math.trunc(ms / HOUR)} h ${pad((ms % HOUR) / MINUTE)} min`;
    },
    span: (ms) => {
      if (ms < HOUR) return `${Math.max(1, Math.round(ms / MINUTE))} min`;
      if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} h`;
      return `${Math.round(ms / DAY)} d`;
    },
  };
}
