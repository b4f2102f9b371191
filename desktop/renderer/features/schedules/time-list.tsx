import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { ClockInput } from './clock-input.tsx';

const MOST_TIMES = 24;

function after(times: readonly string[]): string {
  const hours = new Set(times.map((time) => Number(time.slice(0, 2))));
  const last = Number(times.at(-1)?.slice(0, 2) ?? 5);
  const free = Array.from({ length: 24 }, (_, step) => (last + 6 + step) % 24).find((hour) => !hours.has(hour));
  return `${String(free ?? 12).padStart(2, '0')}:00`;
}

/** Times of the day inside the sentence; one at least. */
export function TimeList({ times, onChange }: { times: readonly string[]; onChange: (times: string[]) => void }) {
  const { t } = useTranslation('schedules');
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      {times.map((time, place) => (
        <span key={place} className="inline-flex items-center">
          <ClockInput
            aria-label={times.length === 1 ? t('sentence.time') : t('sentence.timeNumber', { number: place + 1 })}
            value={time}
            onChange={(next) => onChange(times.map((one, at) => (at === place ? next : one)))}
          />
          {times.length > 1 && (
            <IconButton
              label={t('sentence.removeTime', { time })}
              icon={<X size={12} strokeWidth={1.75} />}
              className="size-6"
              onClick={() => onChange(times.filter((_, at) => at !== place))}
            />
          )}
        </span>
      ))}
      {times.length < MOST_TIMES && (
        <IconButton
          label={t('sentence.addTime')}
          icon={<Plus size={14} strokeWidth={1.75} />}
          className="size-6"
          onClick={() => onChange([...times, after(times)])}
        />
      )}
    </span>
  );
}
