import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field.tsx';
import { problemText } from '../problems/problem-text.ts';
import type { FieldKind } from '../schema/step-fields.ts';
import { FieldControl, type FieldProps } from './field-control.tsx';
import { fieldName } from './field-words.ts';
import { useFaultAt, useStepForm } from './form-context.tsx';

/** Kinds of several controls, each with a label of its own; what is wrong with a whole one stands above them. */
const OF_SEVERAL: readonly FieldKind['kind'][] = ['target', 'condition', 'after', 'onError', 'list', 'group'];

export interface FieldViewProps extends FieldProps {
  /** Where a section says already what it is about. */
  hideName?: boolean;
}

/** A field of a step: its name, its control, and what is wrong with it. */
export function FieldView({ field, value, path, hideName = false }: FieldViewProps) {
  const { t } = useTranslation('builder');
  const { step } = useStepForm();
  const id = useId();
  const name = fieldName(t, step.type, field.name);
  const isSeveral = OF_SEVERAL.includes(field.kind);
  const fault = useFaultAt(path, field.kind !== 'list' && field.kind !== 'group');
  const error = fault === undefined ? undefined : problemText(t, fault, step.type).text;
  const label =
    field.required || field.standard !== undefined || field.kind === 'onError' ? name : `${name} (${t('optional')})`;
  if (!isSeveral) {
    return (
      <div data-field={path.join('.')}>
        <Field label={label} error={error} hint={field.kind === 'secret' ? t('secretHint') : undefined}>
          <FieldControl field={field} value={value} path={path} View={FieldView} />
        </Field>
      </div>
    );
  }
  return (
    <div role="group" aria-labelledby={id} data-field={path.join('.')} className="flex min-w-0 flex-col gap-1">
      <span id={id} className={hideName ? 'sr-only' : 'text-body font-semibold'}>
        {label}
      </span>
      {error !== undefined && <span className="text-meta text-failure">{error}</span>}
      <FieldControl field={field} value={value} path={path} View={FieldView} />
    </div>
  );
}
