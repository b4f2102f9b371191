import { roleSchema } from '@sri/shared/model/user.ts';
import { mayDo, type Permission } from '@sri/shared/protocol/permissions.ts';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RIGHT_WORDS } from './rights.ts';

function Cell({ may }: { may: boolean }) {
  const { t } = useTranslation('members');
  return (
    <td className="w-28 text-center">
      {may ? (
        <Check size={14} strokeWidth={2} aria-hidden="true" className="mx-auto" />
      ) : (
        <span aria-hidden="true" className="text-muted">
          –
        </span>
      )}
      <span className="sr-only">{may ? t('matrix.yes') : t('matrix.no')}</span>
    </td>
  );
}

/** What each role may do, in words; read from the same table that the server keeps to. */
export function RoleMatrix() {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const rights = Object.entries(RIGHT_WORDS) as [Permission, (typeof RIGHT_WORDS)[Permission] & string][];
  return (
    <section className="border-t border-line px-5 py-4">
      <h2 className="mb-2 text-section font-bold">{t('matrix.title')}</h2>
      <table className="w-full max-w-4xl text-body">
        <thead>
          <tr className="h-(--row) border-b border-line">
            <th scope="col" className="text-left text-caption font-semibold text-muted">
              {t('matrix.right')}
            </th>
            {roleSchema.options.map((role) => (
              <th key={role} scope="col" className="text-center text-caption font-semibold text-muted">
                {tCommon(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rights.map(([permission, word]) => (
            <tr key={permission} className="h-(--row) border-b border-line">
              <th scope="row" className="pr-4 text-left font-normal">
                {t(`right.${word}`)}
              </th>
              {roleSchema.options.map((role) => (
                <Cell key={role} may={mayDo(role, permission)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
