import { roleSchema, type Role } from '@sri/shared/model/user.ts';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

/** Chooses a role, and says in a sentence what it may do. */
export function RoleField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  /** Said after what the role may do. */
  hint?: string;
  value: Role;
  onChange: (role: Role) => void;
}) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  return (
    <Field label={label} hint={[t(`roleText.${value}`), hint].join(' ').trim()}>
      <Select
        aria-label={label}
        value={value}
        onChange={onChange}
        choices={roleSchema.options.map((role) => ({ value: role, label: tCommon(`role.${role}`) }))}
        className="w-full"
      />
    </Field>
  );
}
