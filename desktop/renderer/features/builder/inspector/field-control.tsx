import type { ComponentType } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { NumberInput } from '../../../ui/number-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { asText } from '../schema/as-text.ts';
import type { StepField } from '../schema/step-fields.ts';
import { AfterInput } from './controls/after-input.tsx';
import { ConditionInput } from './controls/condition-input.tsx';
import { FlowInput } from './controls/flow-input.tsx';
import { JsonInput } from './controls/json-input.tsx';
import { OnErrorInput } from './controls/on-error-input.tsx';
import { PlainInput } from './controls/plain-input.tsx';
import { TemplateInput } from './controls/template-input.tsx';
import { choiceName } from './field-words.ts';
import { useStepForm, type Path } from './form-context.tsx';
import { TargetEditor } from './target/target-editor.tsx';

export interface FieldProps {
  field: StepField;
  value: unknown;
  path: Path;
}

export interface FieldControlProps extends FieldProps {
  /** A field with its name, for those that stand inside this one. */
  View: ComponentType<FieldProps>;
}

/** An empty text is written where the field has to be there, and left out where it need not. */
const orNothing = (value: string, required: boolean): string | undefined =>
  value === '' && !required ? undefined : value;

const UNSET = 'unset';

function Choice({ field, value, path }: FieldProps & { field: Extract<StepField, { kind: 'choice' }> }) {
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  const choices = field.choices.map((choice) => ({ value: choice, label: choiceName(t, field.name, choice) }));
  const standard = field.standard === undefined ? UNSET : String(field.standard);
  return (
    <Select
      value={value === undefined ? standard : asText(value)}
      disabled={readOnly}
      onChange={(next) => set(path, next === UNSET || next === standard ? undefined : next)}
      choices={field.required || standard !== UNSET ? choices : [{ value: UNSET, label: t('notSet') }, ...choices]}
      className="w-full"
    />
  );
}

/** Yes, no, or nothing said: a check that is left out is not the same as one that must fail. */
function YesOrNo({ field, value, path }: FieldProps) {
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  const standard = field.standard === undefined ? UNSET : String(field.standard);
  return (
    <Select
      value={typeof value === 'boolean' ? String(value) : standard}
      disabled={readOnly}
      onChange={(next) => set(path, next === UNSET || next === standard ? undefined : next === 'true')}
      choices={[
        ...(standard === UNSET ? [{ value: UNSET, label: t('notSet') }] : []),
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
      className="w-full"
    />
  );
}

function Texts({ field, value, path }: FieldProps & { field: Extract<StepField, { kind: 'texts' }> }) {
  const { t } = useTranslation('builder');
  const { set } = useStepForm();
  function write(written: string): void {
    const lines = written.split('\n');
    if (written === '') set(path, orNothing('', field.required && field.single));
    else set(path, field.single && lines.length === 1 ? written : lines);
  }
  return (
    <TemplateInput
      lines
      placeholder={t('onePerLine')}
      value={Array.isArray(value) ? value.join('\n') : asText(value)}
      onChange={write}
    />
  );
}

function List({ field, value, path, View }: FieldControlProps & { field: Extract<StepField, { kind: 'list' }> }) {
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  const items: unknown[] = Array.isArray(value) ? value : [];
  return (
    <div className="flex flex-col gap-2">
      {items.map((item, index) => (
        <div key={index} className="flex items-start gap-1 rounded-control border border-line p-2">
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            {field.fields.map((inner) => (
              <View
                key={inner.name}
                field={inner}
                value={(item as Record<string, unknown> | null)?.[inner.name]}
                path={[...path, index, inner.name]}
              />
            ))}
          </div>
          {!readOnly && (
            <IconButton
              label={t('removeItem', { number: index + 1 })}
              icon={<X size={14} strokeWidth={1.75} />}
              onClick={() => set(items.length === 1 && !field.required ? path : [...path, index], undefined)}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <Button size="small" className="self-start" onClick={() => set([...path, items.length], {})}>
          {t('addItem')}
        </Button>
      )}
    </div>
  );
}

function Group({ field, value, path, View }: FieldControlProps & { field: Extract<StepField, { kind: 'group' }> }) {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  if (value === undefined && !field.required) {
    return readOnly ? (
      <span className="text-muted">{t('notSet')}</span>
    ) : (
      <Button size="small" className="self-start" onClick={() => set(path, {})}>
        {t('addItem')}
      </Button>
    );
  }
  return (
    <div className="flex flex-col gap-2 border-l-2 border-line pl-2">
      {field.fields.map((inner) => (
        <View key={inner.name} field={inner} value={given[inner.name]} path={[...path, inner.name]} />
      ))}
      {!field.required && !readOnly && (
        <Button size="small" variant="quiet" className="self-start" onClick={() => set(path, undefined)}>
          {t('removeGroup')}
        </Button>
      )}
    </div>
  );
}

function Value({ field, value, path }: FieldProps & { field: Extract<StepField, { kind: 'value' }> }) {
  const { set } = useStepForm();
  if (typeof value === 'object' && value !== null) {
    return <JsonInput value={value} onChange={(next) => set(path, next)} />;
  }
  function write(next: string): void {
    const isNumber = field.numeric && /^\d+$/.test(next);
    set(path, isNumber ? Number(next) : orNothing(next, field.required));
  }
  return <TemplateInput value={asText(value)} path={path} onChange={write} />;
}

/** The control that a field of this kind is written with. */
export function FieldControl({ field, value, path, View }: FieldControlProps) {
  const { locale } = useFormat();
  const { set, readOnly } = useStepForm();
  const write = (next: string): void => set(path, orNothing(next, field.required));
  switch (field.kind) {
    case 'template':
      return <TemplateInput value={asText(value)} path={path} onChange={write} />;
    case 'code':
      return <TemplateInput code value={asText(value)} onChange={write} />;
    case 'text':
    case 'variable':
    case 'secret':
      return <PlainInput mono={field.kind !== 'text'} value={asText(value)} onChange={write} />;
    case 'flow':
      return <FlowInput value={asText(value)} onChange={(next) => set(path, next ?? undefined)} />;
    case 'number':
      return (
        <NumberInput
          value={typeof value === 'number' ? value : typeof field.standard === 'number' ? field.standard : null}
          locale={locale}
          onChange={(next) => !readOnly && set(path, next ?? undefined)}
          {...(field.min !== null && Number.isFinite(field.min) && { min: field.min })}
          {...(field.max !== null && Number.isFinite(field.max) && { max: field.max })}
        />
      );
    case 'boolean':
      return <YesOrNo field={field} value={value} path={path} />;
    case 'choice':
      return <Choice field={field} value={value} path={path} />;
    case 'texts':
      return <Texts field={field} value={value} path={path} />;
    case 'value':
      return <Value field={field} value={value} path={path} />;
    case 'list':
      return <List field={field} value={value} path={path} View={View} />;
    case 'group':
      return <Group field={field} value={value} path={path} View={View} />;
    case 'target':
      return <TargetEditor value={value} path={path} />;
    case 'condition':
      return <ConditionInput value={value} path={path} optional={!field.required} />;
    case 'onError':
      return <OnErrorInput value={value} onChange={(next) => set(path, next)} />;
    case 'after':
      return <AfterInput value={value} path={path} />;
    case 'json':
      return <JsonInput value={value} onChange={(next) => set(path, next)} />;
    default:
      return field satisfies never;
  }
}
