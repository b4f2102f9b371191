import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useApi } from '../../lib/use-api.ts';
import { linkClass } from '../../ui/text-link.tsx';
import { AccountPage } from './account-page.tsx';
import { InvitationForm } from './invitation-form.tsx';

/** Where an invitation's link leads: what it is for, and the two fields that it takes to come in. */
export function InvitationPage({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useTranslation('account');
  const { t: tCommon } = useTranslation();
  const invitation = useApi('readInvitation', { body: { token } });
  return (
    <AccountPage
      title={t('invitation.title')}
      below={
        <Link to="/entrar" className={linkClass}>
          {t('register.toSignIn')}
        </Link>
      }
    >
      <QueryPart query={invitation} rows={4}>
        {({ orgName, email, role, invitedBy }) => (
          <>
            <p className="mb-5">
              {t('invitation.text', { org: orgName, by: invitedBy, role: tCommon(`role.${role}`) })}
            </p>
            <InvitationForm token={token} email={email} onDone={onDone} />
          </>
        )}
      </QueryPart>
    </AccountPage>
  );
}
