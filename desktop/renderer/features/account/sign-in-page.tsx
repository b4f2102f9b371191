import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { AccountPage } from './account-page.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Screen 1: sign in. `onDone` leads to where the person wanted to go; `linkExpired`: a link did not sign them in. */
export function SignInPage({ linkExpired = false, onDone }: { linkExpired?: boolean; onDone: () => void }) {
  const { t } = useTranslation('account');
  const { t: tServers } = useTranslation('servers');
  const { servers } = useBridge();
  return (
    <AccountPage
      title={t('signIn.title')}
      below={
        <span className="flex justify-between">
          <Link to="/registrarse" className={linkClass}>
            {t('signIn.toRegister')}
          </Link>
          {servers !== undefined && (
            <Link to="/servidores" className={linkClass}>
              {tServers('other')}
            </Link>
          )}
        </span>
      }
    >
      {linkExpired && (
        <p role="status" className="mb-4 rounded-control bg-attention-soft px-3 py-2 text-body text-attention">
          {t('signIn.linkExpired')}
        </p>
      )}
      <SignInForm onDone={onDone} />
    </AccountPage>
  );
}
