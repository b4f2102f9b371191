import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { linkClass } from '../../ui/text-link.tsx';
import { AccountPage } from './account-page.tsx';
import { RegisterForm } from './register-form.tsx';

/** Screen 1: register an organisation. */
export function RegisterPage({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  return (
    <AccountPage
      title={t('register.title')}
      below={
        <Link to="/entrar" className={linkClass}>
          {t('register.toSignIn')}
        </Link>
      }
    >
      <RegisterForm onDone={onDone} />
    </AccountPage>
  );
}
