import { useRouter } from '@tanstack/react-router';
import { useBridge } from '../lib/bridge-context.tsx';

/** Leads to the login at a portal: the capture screen here, or the desktop app where there is no embedded browser. */
export function useLogin(): (providerId: string) => void {
  const bridge = useBridge();
  const router = useRouter();
  return (providerId) => {
    const path = `/portales/${providerId}/sesion`;
    if (bridge.can.capture) router.history.push(path);
    else bridge.openExternal(`sri:/${path}`);
  };
}
