import { Radio } from '@base-ui/react/radio';
import { RadioGroup as BaseRadioGroup } from '@base-ui/react/radio-group';
import type { Choice } from './select.tsx';

export interface RadioGroupProps<V extends string> {
  'aria-label': string;
  value: V;
  onChange: (value: V) => void;
  choices: readonly Choice<V>[];
}

/** One of a few, all of them in sight. */
export function RadioGroup<V extends string>({ value, onChange, choices, ...rest }: RadioGroupProps<V>) {
  return (
    <BaseRadioGroup
      value={value}
      onValueChange={(next: V) => onChange(next)}
      aria-label={rest['aria-label']}
      className="flex flex-col gap-1"
    >
      {choices.map((choice) => (
        <label key={choice.value} className="inline-flex min-h-6 items-center gap-2 text-body">
          <Radio.Root
            value={choice.value}
            className="flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-checked:border-accent"
          >
            <Radio.Indicator className="size-2 rounded-full bg-accent" />
          </Radio.Root>
          {choice.label}
        </label>
      ))}
    </BaseRadioGroup>
  );
}
