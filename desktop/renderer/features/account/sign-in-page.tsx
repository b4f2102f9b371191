import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { linkClass } from '../../ui/text-link.tsx';
import { AccountPage } from './account-page.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Screen 1: sign in. `onDone` leads to where the person wanted to go. */
export function SignInPage({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  return (
    <AccountPage
      title={t('signIn.title')}
      below={
        <Link to="/registrarse" className={linkClass}>
          {t('signIn.toRegister')}
        </Link>
      }
    >
      <SignInForm onDone={onDone} />
    </AccountPage>
  );
}
