import { flowInputsSchema } from '@sri/shared/model/flow.ts';
import { useTranslation } from 'react-i18next';

/** What a version asks for when it is run. */
export function FlowInputList({ inputs }: { inputs: Record<string, unknown> }) {
  const { t } = useTranslation('flows');
  const parsed = flowInputsSchema.safeParse(inputs);
  const declared = parsed.success ? Object.entries(parsed.data) : [];
  if (declared.length === 0) return <p className="text-muted">{t('detail.noInputs')}</p>;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      {declared.map(([name, { label, type, required, default: preset }]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="font-semibold">{label ?? name}</dt>
          <dd className="text-muted">
            {[
              t(`inputType.${type}`),
              ...(required ? [t('detail.required')] : []),
              ...(preset === undefined ? [] : [t('detail.default', { value: String(preset) })]),
            ].join(', ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}
