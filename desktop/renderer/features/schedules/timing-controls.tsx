import { HOUR_SPANS, LAST_COMMON_DAY, type Timing } from '@sri/shared/model/schedule.ts';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/cx.ts';
import { Select } from '../../ui/select.tsx';
import { TimeList } from './time-list.tsx';
import { dayName } from './timing-words.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const MINUTES = Array.from({ length: 12 }, (_, step) => step * 5);

function WeekDays({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }) {
  const { t } = useTranslation('schedules');
  return (
    <span role="group" aria-label={t('sentence.days')} className="inline-flex gap-1">
      {WEEK.map((day) => {
        const on = days.includes(day);
        const name = dayName(day, t);
        return (
          <button
            key={day}
            type="button"
            aria-pressed={on}
            aria-label={name}
            title={name}
            onClick={() => {
              const next = on ? days.filter((one) => one !== day) : [...days, day].toSorted((a, b) => a - b);
              if (next.length > 0) onChange(next);
            }}
            className={cx(
              'size-7 rounded-control border text-meta uppercase',
              on ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line-strong text-muted',
            )}
          >
            {t('sentence.dayLetter', { letter: name.slice(0, 2) })}
          </button>
        );
      })}
    </span>
  );
}

/** The words that a kind of timing needs besides its name: days, times, hours. */
export function TimingControls({ timing, onChange }: { timing: Timing; onChange: (timing: Timing) => void }) {
  const { t } = useTranslation('schedules');
  if (timing.kind === 'cron') return null;
  if (timing.kind === 'everyNHours') {
    return (
      <>
        <Select
          aria-label={t('sentence.hours')}
          value={String(timing.hours)}
          onChange={(hours) => onChange({ ...timing, hours: HOUR_SPANS.find((one) => String(one) === hours) ?? 4 })}
          choices={HOUR_SPANS.map((hours) => ({ value: String(hours), label: t('sentence.span', { count: hours }) }))}
        />
        <span>{t('sentence.atMinute')}</span>
        <Select
          aria-label={t('sentence.minute')}
          value={String(timing.minute)}
          onChange={(minute) => onChange({ ...timing, minute: Number(minute) })}
          choices={[...new Set([...MINUTES, timing.minute])].map((minute) => ({
            value: String(minute),
            label: String(minute).padStart(2, '0'),
          }))}
        />
      </>
    );
  }
  return (
    <>
      {timing.kind === 'weekdays' && <WeekDays days={timing.days} onChange={(days) => onChange({ ...timing, days })} />}
      {timing.kind === 'monthly' && (
        <Select
          aria-label={t('sentence.dayOfMonth')}
          value={String(timing.day)}
          onChange={(day) => onChange({ ...timing, day: day === 'last' ? 'last' : Number(day) })}
          choices={[
            ...Array.from({ length: LAST_COMMON_DAY }, (_, day) => ({
              value: String(day + 1),
              label: t('sentence.theDay', { day: day + 1 }),
            })),
            { value: 'last', label: t('sentence.lastDay') },
          ]}
        />
      )}
      <span>{t('sentence.at')}</span>
      <TimeList times={timing.times} onChange={(times) => onChange({ ...timing, times })} />
    </>
  );
}
