import { onErrorSchema, retriesOf } from '@sri/shared/model/step-base.ts';
import { useTranslation } from 'react-i18next';
import { NumberInput } from '../../../../ui/number-input.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useStepForm } from '../form-context.tsx';

const CHOICES = ['stop', 'retry', 'continue', 'askPerson'] as const;

/** What happens when a step fails. */
export function OnErrorInput({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('builder');
  const { readOnly } = useStepForm();
  const parsed = onErrorSchema.safeParse(value);
  const retries = retriesOf(parsed.success ? parsed.data : undefined);
  const chosen = retries > 0 ? 'retry' : parsed.success ? (parsed.data as (typeof CHOICES)[number]) : 'stop';
  return (
    <div className="flex flex-col gap-2">
      <Select
        aria-label={t('onError.label')}
        value={chosen}
        disabled={readOnly}
        onChange={(next) => onChange(next === 'stop' ? undefined : next === 'retry' ? { retry: 2 } : next)}
        choices={CHOICES.map((choice) => ({ value: choice, label: t(`onError.${choice}`) }))}
        className="w-full"
      />
      {retries > 0 && (
        <span className="flex items-center gap-2">
          {t('onError.times')}
          <NumberInput
            aria-label={t('onError.times')}
            value={retries}
            min={1}
            max={9}
            onChange={(retry) => retry !== null && !readOnly && onChange({ retry })}
          />
        </span>
      )}
    </div>
  );
}
