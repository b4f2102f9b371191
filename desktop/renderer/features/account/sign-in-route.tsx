import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { RegisterPage } from './register-page.tsx';
import { SignInPage } from './sign-in-page.tsx';

export function SignInRoute() {
  const { back, vencido } = useSearch({ from: '/entrar' });
  const queries = useQueryClient();
  const router = useRouter();
  return (
    <SignInPage
      linkExpired={vencido === true}
      onDone={() => {
        queries.clear();
        router.history.push(back ?? '/');
      }}
    />
  );
}

export function RegisterRoute() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <RegisterPage
      onDone={() => {
        queries.clear();
        void navigate({ to: '/' });
      }}
    />
  );
}
