import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ServersState } from '../../../contract/servers.ts';
import { useBridge } from '../../lib/bridge-context.tsx';

const NONE = createStore<ServersState>(() => ({ known: [], chosenId: null }));

/**
 * Makes the address that an invitation's token is sent in: the web console of this installation. The token stands
 * behind the `#`, which no server or proxy ever sees.
 */
export function useInvitationLink(): (token: string) => string {
  const { servers } = useBridge();
  const { known, chosenId } = useStore(servers?.state ?? NONE);
  const here = `${location.origin}${location.pathname}`;
  const server = known.find(({ id }) => id === chosenId)?.url;
  const base = server === undefined ? here : `${server.replace(/\/$/, '')}/`;
  return (token) => `${base}#/invitacion/${token}`;
}
