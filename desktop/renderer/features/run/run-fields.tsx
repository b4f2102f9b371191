import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';
import { useTranslation } from 'react-i18next';
import { briefInputs } from '../../domain/input-text.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { LinkButton } from '../../ui/text-link.tsx';
import { TextInput } from '../../ui/text-input.tsx';

type Declaration = FlowInputs[string];
type Value = InputValues[string];

const EXAMPLES = { text: 'Soja', number: 1234.5 };

export interface RunFieldsProps {
  inputs: FlowInputs;
  values: InputValues;
  /** Values of the last execution of this flow. */
  last: Record<string, unknown>;
  /** What is wrong with an input, in words. */
  faults: Record<string, string>;
  onChange: (name: string, value: Value) => void;
}

function Control({
  declared,
  value,
  onChange,
}: {
  declared: Declaration;
  value: Value;
  onChange: (value: Value) => void;
}) {
  const { locale } = useFormat();
  if (declared.type === 'number')
    return <NumberInput value={typeof value === 'number' ? value : null} onChange={onChange} locale={locale} />;
  return (
    <TextInput
      type={declared.type === 'date' ? 'date' : 'text'}
      value={typeof value === 'string' ? value : ''}
      onValueChange={(text) => onChange(text === '' ? null : text)}
      maxLength={20_000}
      className={declared.type === 'date' ? 'w-40' : undefined}
    />
  );
}

/** One control for each input of the flow: its default or last value is there already. */
export function RunFields({ inputs, values, last, faults, onChange }: RunFieldsProps) {
  const { t } = useTranslation('run');
  const format = useFormat();
  const { t: tList } = useTranslation('list');
  return Object.entries(inputs).map(([name, declared]) => {
    const label = declared.label ?? name;
    const value = values[name] ?? null;
    const before = last[name];
    if (declared.type === 'boolean') {
      return (
        <Checkbox key={name} label={label} checked={value === true} onChange={(checked) => onChange(name, checked)} />
      );
    }
    const example =
      declared.type === 'date'
        ? t('example.date')
        : t(`example.${declared.type}`, {
            value: declared.type === 'number' ? format.number(EXAMPLES.number, 1) : EXAMPLES.text,
          });
    const other = before !== undefined && before !== null && before !== value;
    return (
      <div key={name} className="flex flex-col items-start gap-0.5">
        <Field
          label={declared.required ? label : `${label} (${t('optional')})`}
          hint={other ? undefined : value === null ? example : undefined}
          error={faults[name]}
          className="w-full"
        >
          <Control declared={declared} value={value} onChange={(next) => onChange(name, next)} />
        </Field>
        {other && (
          <LinkButton className="text-meta" onClick={() => onChange(name, before as Value)}>
            {t('lastUsed', {
              value: briefInputs({ before }, tList('yes'), tList('no')),
            })}
          </LinkButton>
        )}
      </div>
    );
  });
}
