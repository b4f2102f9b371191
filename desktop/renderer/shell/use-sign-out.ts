import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useBridge } from '../lib/bridge-context.tsx';

/** Ends the sign-in, forgets what was read with it and leads to the sign-in page. */
export function useSignOut(): () => void {
  const bridge = useBridge();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return () => {
    const leave = (): void => {
      queries.clear();
      void navigate({ to: '/entrar' });
    };
    // Where the server cannot be told, this machine forgets all the same.
    bridge.request('logout', { body: {} }).then(leave, leave);
  };
}
