import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { SentenceProps } from './sentence.tsx';

const WINDOWS = [30, 60, 120, 360, 720, 1440];
const NEVER = 'skip';

/** What is seldom said: the name, an end, what becomes of missed runs, after how many failures it pauses. */
export function ScheduleMore({ draft, onChange, flowName }: SentenceProps & { flowName: string }) {
  const { t } = useTranslation('schedules');
  const { missed } = draft;
  const windows = [...new Set([...WINDOWS, missed.windowMinutes])].toSorted((a, b) => a - b);
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
      <Field label={t('more.name')}>
        <TextInput
          value={draft.name ?? flowName}
          maxLength={120}
          autoComplete="off"
          onValueChange={(name) => onChange({ name })}
        />
      </Field>
      <Field label={t('more.endsOn')} hint={t('more.endsOnHint')}>
        <TextInput
          type="date"
          value={draft.endsOn ?? ''}
          onValueChange={(day) => onChange({ endsOn: day === '' ? null : day })}
          className="w-40"
        />
      </Field>
      <Field label={t('more.missed')}>
        <Select
          aria-label={t('more.missed')}
          value={missed.rule === 'skip' ? NEVER : String(missed.windowMinutes)}
          onChange={(value) =>
            onChange({
              missed: value === NEVER ? { ...missed, rule: 'skip' } : { rule: 'runOnce', windowMinutes: Number(value) },
            })
          }
          choices={[
            { value: NEVER, label: t('more.missedSkip') },
            ...windows.map((minutes) => ({
              value: String(minutes),
              label:
                minutes < 60
                  ? t('more.missedMinutes', { count: minutes })
                  : t('more.missedHours', { count: minutes / 60 }),
            })),
          ]}
          className="w-full"
        />
      </Field>
      <Field label={t('more.maxFailures')}>
        <NumberInput
          aria-label={t('more.maxFailures')}
          value={draft.maxFailures}
          min={1}
          max={50}
          onChange={(maxFailures) => onChange({ maxFailures: maxFailures ?? 5 })}
        />
      </Field>
    </div>
  );
}
