import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { InvitationPage } from './invitation-page.tsx';

export function InvitationRoute() {
  const { token } = useParams({ from: '/invitacion/$token' });
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <InvitationPage
      token={token}
      onDone={() => {
        queries.clear();
        // In place of the link: it is spent, and its token need not stay in the history.
        void navigate({ to: '/', replace: true });
      }}
    />
  );
}
