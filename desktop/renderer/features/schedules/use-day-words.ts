import { useMemo } from 'react';
import { usePreferences } from '../../lib/preferences-context.tsx';

export interface DayWords {
  /** `miércoles, 25 nov, 06:00`, in a zone. */
  moment: (at: number) => string;
  /** `mié, 25 nov, 06:00`. */
  short: (at: number) => string;
  /** `06:00`. */
  time: (at: number) => string;
  /** `mié 25`. */
  day: (at: number) => string;
}

/** Moments in words, in a zone (the machine's own if not given) and in the reader's language. */
export function useDayWords(timeZone?: string): DayWords {
  const { language, region } = usePreferences();
  return useMemo(() => {
    const zone = timeZone === undefined ? {} : { timeZone };
    const hours = region === 'US' ? ({ hourCycle: 'h12' } as const) : ({ hourCycle: 'h23' } as const);
    const time = { hour: '2-digit', minute: '2-digit', ...hours } as const;
    const locale = language === 'es' ? 'es' : 'en';
    const moment = new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'short',
      ...time,
      ...zone,
    });
    const short = new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...time,
      ...zone,
    });
    const clock = new Intl.DateTimeFormat(locale, { ...time, ...zone });
    const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', ...zone });
    return {
      moment: (at) => moment.format(at),
      short: (at) => short.format(at),
      time: (at) => clock.format(at),
      day: (at) => day.format(at),
    };
  }, [language, region, timeZone]);
}
