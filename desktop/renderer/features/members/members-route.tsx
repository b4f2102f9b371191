import { useNavigate, useSearch } from '@tanstack/react-router';
import { MembersPage } from './members-page.tsx';

/** Keeps the chosen tab in the address. */
export function MembersRoute() {
  const { tab } = useSearch({ from: '/inside/miembros' });
  const navigate = useNavigate();
  return (
    <MembersPage tab={tab ?? 'members'} onTab={(next) => void navigate({ to: '/miembros', search: { tab: next } })} />
  );
}
