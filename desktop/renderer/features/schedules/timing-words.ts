import type { Timing } from '@sri/shared/model/schedule.ts';
import type { TFunction } from 'i18next';

/** Two or more things in a row, as a person says them: «lunes, miércoles y viernes». */
export function listWords(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}

/** A timing as a person would say it, without its zone: «Cada día hábil a las 06:00 y 14:30». */
export function timingWords(timing: Timing, t: TFunction<'schedules'>, language: string): string {
  const times = 'times' in timing ? listWords(timing.times, language) : '';
  switch (timing.kind) {
    case 'daily':
      return t('words.daily', { times });
    case 'businessDays':
      return t('words.businessDays', { times });
    case 'weekdays':
      return t('words.weekdays', {
        times,
        days: listWords(
          timing.days.map((day) => dayName(day, t)),
          language,
        ),
      });
    case 'monthly':
      return timing.day === 'last' ? t('words.lastDay', { times }) : t('words.monthly', { times, day: timing.day });
    case 'everyNHours':
      return t('words.everyNHours', { count: timing.hours, minute: String(timing.minute).padStart(2, '0') });
    default:
      return t('words.cron', { cron: timing.cron });
  }
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** 1 is Monday. */
export function dayName(day: number, t: TFunction<'schedules'>): string {
  return t(`day.${DAYS[day - 1] ?? 'mon'}`);
}
