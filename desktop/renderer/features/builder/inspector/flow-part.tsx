import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useBuilder, useBuilderState, useProblems } from '../builder-context.tsx';

const TYPES = ['text', 'number', 'date', 'boolean'] as const;

interface LooseInput {
  label?: string;
  type?: (typeof TYPES)[number];
  required?: boolean;
  default?: string | number | boolean;
}

/** A name that no input has yet. */
function freeName(inputs: Record<string, unknown>): string {
  for (let number = 1; ; number += 1) if (!Object.hasOwn(inputs, `dato${number}`)) return `dato${number}`;
}

function InputRow({ name, input, fault }: { name: string; input: LooseInput; fault: string | undefined }) {
  const { t } = useTranslation('builder');
  const { t: tFlows } = useTranslation('flows');
  const { store, readOnly } = useBuilder();

  function write(next: [string, LooseInput] | null): void {
    const { document } = store.getState();
    const entries = Object.entries(document.inputs).flatMap(([key, value]) =>
      key !== name ? [[key, value] as const] : next === null ? [] : [next],
    );
    store.commit({ ...document, inputs: Object.fromEntries(entries) }, { gesture: `inputs ${name}` });
  }
  const change = (part: LooseInput): void => write([name, { ...input, ...part }]);
  const end = (): void => store.endGesture();

  return (
    <li className="flex flex-col gap-2 rounded-control border border-line p-2">
      <div className="flex items-end gap-1">
        <Field label={t('flow.inputName')} className="flex-1" error={fault}>
          <TextInput
            // Written once it is whole: the name is also where it stands.
            key={name}
            defaultValue={name}
            readOnly={readOnly}
            spellCheck={false}
            className="mono"
            onBlur={(event) => {
              const next = event.target.value.trim();
              const taken = Object.hasOwn(store.getState().document.inputs, next);
              if (next !== name && next !== '' && !taken) write([next, input]);
              end();
            }}
          />
        </Field>
        {!readOnly && (
          <IconButton
            label={t('flow.removeInput', { name })}
            icon={<X size={14} strokeWidth={1.75} />}
            onClick={() => {
              write(null);
              end();
            }}
          />
        )}
      </div>
      <Field label={t('flow.inputLabel')}>
        <TextInput
          value={input.label ?? ''}
          readOnly={readOnly}
          onBlur={end}
          onValueChange={(label) => change({ label })}
        />
      </Field>
      <div className="flex items-end gap-2">
        <Field label={t('flow.inputType')} className="flex-1">
          <Select
            value={input.type ?? 'text'}
            disabled={readOnly}
            onChange={(type) => change({ type })}
            choices={TYPES.map((value) => ({ value, label: tFlows(`inputType.${value}`) }))}
            className="w-full"
          />
        </Field>
        <Checkbox
          label={t('flow.required')}
          checked={input.required === true}
          disabled={readOnly}
          onChange={(required) => change({ required })}
        />
      </div>
    </li>
  );
}

/** What is said of the flow as a whole: which data it asks for when it runs. Shown while no step is selected. */
export function FlowPart() {
  const { t } = useTranslation('builder');
  const { store, readOnly } = useBuilder();
  const inputs = useBuilderState(({ document }) => document.inputs);
  const problems = useProblems();
  const faultOf = (name: string): string | undefined => {
    const wrong = problems.some(({ stepId, path }) => stepId === null && path[0] === 'inputs' && path[1] === name);
    return wrong ? t('problems.wrong', { field: name }) : undefined;
  };
  const entries = Object.entries(inputs) as [string, LooseInput][];
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-3">
      <h2 className="text-section font-bold">{t('flow.title')}</h2>
      <h3 className="text-caption font-semibold text-muted">{t('flow.inputs')}</h3>
      {entries.length === 0 && <p className="text-muted">{t('flow.noInputs')}</p>}
      <ul className="flex flex-col gap-2">
        {entries.map(([name, input], index) => (
          <InputRow key={index} name={name} input={input} fault={faultOf(name)} />
        ))}
      </ul>
      {!readOnly && (
        <Button
          size="small"
          className="self-start"
          onClick={() => {
            const { document } = store.getState();
            const next = { ...document.inputs, [freeName(document.inputs)]: { type: 'text', required: false } };
            store.commit({ ...document, inputs: next });
          }}
        >
          {t('flow.addInput')}
        </Button>
      )}
    </div>
  );
}
