import { AppError, type ErrorCode } from '@sri/shared/errors.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useApi } from '../../lib/use-api.ts';
import { primaryLinkClass } from '../../ui/button.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { AccountPage } from './account-page.tsx';
import { InvitationForm } from './invitation-form.tsx';

/** Answers to a link that leads nowhere any more, or never did: to ask again would not change them. */
const ENDED: readonly ErrorCode[] = ['invitation_ended', 'not_found', 'invalid_request'];

/** What is left to do for whoever comes too late: come in, or have another one made. */
function Ended() {
  const { t } = useTranslation('account');
  return (
    <AccountPage
      title={t('invitation.endedTitle')}
      below={
        <Link to="/registrarse" className={linkClass}>
          {t('signIn.toRegister')}
        </Link>
      }
    >
      <p>{t('invitation.endedText')}</p>
      <p className="mt-4">{t('invitation.endedUsed')}</p>
      <Link to="/entrar" className={`${primaryLinkClass} mt-2 self-start`}>
        {t('signIn.submit')}
      </Link>
      <p className="mt-6">{t('invitation.endedAsk')}</p>
    </AccountPage>
  );
}

/** Where an invitation's link leads: what it is for, and the two fields that it takes to come in. */
export function InvitationPage({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useTranslation('account');
  const { t: tCommon } = useTranslation();
  const invitation = useApi('readInvitation', { body: { token } });
  const { error } = invitation;
  if (error instanceof AppError && ENDED.includes(error.code)) return <Ended />;
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
