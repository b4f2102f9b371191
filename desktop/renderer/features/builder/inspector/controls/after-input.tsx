import { useTranslation } from 'react-i18next';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useStepForm, type Path } from '../form-context.tsx';
import { TargetEditor } from '../target/target-editor.tsx';
import { PlainInput } from './plain-input.tsx';

const CHOICES = ['nothing', 'visible', 'gone', 'url', 'response', 'load'] as const;
type Choice = (typeof CHOICES)[number];

const BEGIN: Record<Choice, unknown> = {
  nothing: undefined,
  visible: { visible: '' },
  gone: { gone: '' },
  url: { url: '' },
  response: { response: '' },
  load: { load: true },
};

/** What is waited for once a step has acted. */
export function AfterInput({ value, path }: { value: unknown; path: Path }) {
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const chosen = CHOICES.find((choice) => choice in given) ?? 'nothing';
  const inner = given[chosen];
  return (
    <div className="flex flex-col gap-2">
      <Select
        aria-label={t('after.label')}
        value={chosen}
        disabled={readOnly}
        onChange={(next) => set(path, BEGIN[next])}
        choices={CHOICES.map((choice) => ({ value: choice, label: t(`after.${choice}`) }))}
        className="w-full"
      />
      {(chosen === 'url' || chosen === 'response') && (
        <Field label={t('after.pattern')}>
          <PlainInput
            mono
            value={typeof inner === 'string' ? inner : ''}
            onChange={(text) => set([...path, chosen], text)}
          />
        </Field>
      )}
      {(chosen === 'visible' || chosen === 'gone') && <TargetEditor value={inner} path={[...path, chosen]} />}
    </div>
  );
}
