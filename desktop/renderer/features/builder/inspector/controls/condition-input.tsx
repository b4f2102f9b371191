import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Field } from '../../../../ui/field.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Select } from '../../../../ui/select.tsx';
import { asText } from '../../schema/as-text.ts';
import { useStepForm, type Path } from '../form-context.tsx';
import { TargetEditor } from '../target/target-editor.tsx';
import { TemplateInput } from './template-input.tsx';

const KINDS = ['exists', 'visible', 'text', 'url', 'equals', 'empty', 'not', 'all', 'any'] as const;
type Kind = (typeof KINDS)[number];

const BEGIN: Record<Kind, () => unknown> = {
  exists: () => '',
  visible: () => '',
  text: () => ({ target: '', contains: '' }),
  url: () => '',
  equals: () => ['', ''],
  empty: () => '',
  not: () => ({ exists: '' }),
  all: () => [{ exists: '' }],
  any: () => [{ exists: '' }],
};

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function TextPart({ label, value, path }: { label: string; value: unknown; path: Path }) {
  const { set } = useStepForm();
  return (
    <Field label={label}>
      <TemplateInput value={asText(value)} onChange={(next) => set(path, next)} />
    </Field>
  );
}

function Several({ value, path }: { value: unknown; path: Path }) {
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  const list: unknown[] = Array.isArray(value) ? value : [];
  return (
    <div className="flex flex-col gap-2">
      {list.map((one, index) => (
        <div key={index} className="flex items-start gap-1">
          <div className="min-w-0 flex-1">
            <ConditionInput value={one} path={[...path, index]} />
          </div>
          {!readOnly && (
            <IconButton
              label={t('condition.remove', { number: index + 1 })}
              icon={<X size={14} strokeWidth={1.75} />}
              onClick={() => set([...path, index], undefined)}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <Button size="small" className="self-start" onClick={() => set([...path, list.length], { exists: '' })}>
          {t('condition.add')}
        </Button>
      )}
    </div>
  );
}

function Inner({ kind, value, path }: { kind: Kind; value: unknown; path: Path }) {
  const { t } = useTranslation('builder');
  const [first, second] = Array.isArray(value) ? (value as unknown[]) : [];
  switch (kind) {
    case 'exists':
    case 'visible':
      return <TargetEditor value={value} path={path} />;
    case 'text':
      return (
        <>
          <TargetEditor value={record(value)['target']} path={[...path, 'target']} />
          <TextPart label={t('condition.contains')} value={record(value)['contains']} path={[...path, 'contains']} />
        </>
      );
    case 'url':
      return <TextPart label={t('condition.pattern')} value={value} path={path} />;
    case 'empty':
      return <TextPart label={t('condition.what')} value={value} path={path} />;
    case 'equals':
      return (
        <>
          <TextPart label={t('condition.first')} value={first} path={[...path, 0]} />
          <TextPart label={t('condition.second')} value={second} path={[...path, 1]} />
        </>
      );
    case 'not':
      return <ConditionInput value={value} path={path} />;
    case 'all':
    case 'any':
      return <Several value={value} path={path} />;
    default:
      return kind satisfies never;
  }
}

/** What a branch asks. A condition may hold others. */
export function ConditionInput({ value, path, optional = false }: { value: unknown; path: Path; optional?: boolean }) {
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  const given = record(value);
  const kind = KINDS.find((one) => one in given);
  const choices = KINDS.map((one) => ({ value: one as Kind | 'none', label: t(`condition.${one}`) }));
  return (
    <div className="flex min-w-0 flex-col gap-2 border-l-2 border-line pl-2">
      <Select<Kind | 'none'>
        aria-label={t('condition.label')}
        value={kind ?? 'none'}
        disabled={readOnly}
        onChange={(next) => set(path, next === 'none' ? undefined : { [next]: BEGIN[next]() })}
        choices={optional || kind === undefined ? [{ value: 'none', label: t('notSet') }, ...choices] : choices}
        className="w-full"
      />
      {kind !== undefined && <Inner kind={kind} value={given[kind]} path={[...path, kind]} />}
    </div>
  );
}
