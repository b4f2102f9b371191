const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** `2026-11-24` where that day exists, in a year that a portal may write; undefined otherwise. */
export function calendarDay(year: number, month: number, day: number): string | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}

/** The year of two or four digits. Two are of this century up to 69, of the last one from 70 on (as POSIX reads them). */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}
