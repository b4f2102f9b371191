import { useTranslation } from 'react-i18next';
import { useFlowChoices } from '../../../../domain/portal-choices.ts';
import { Combobox } from '../../../../ui/combobox.tsx';

/** Another flow of the organisation. */
export function FlowInput({ value, onChange }: { value: string; onChange: (value: string | null) => void }) {
  const { t } = useTranslation('builder');
  const flows = useFlowChoices();
  const known = value === '' || flows.some((flow) => flow.value === value);
  return (
    <Combobox
      placeholder={t('field.flow')}
      value={value === '' ? null : value}
      onChange={onChange}
      choices={known ? flows : [{ value, label: value }, ...flows]}
      className="w-full"
    />
  );
}
