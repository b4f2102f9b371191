import { useTranslation } from 'react-i18next';
import { createStore, useStore } from 'zustand';
import type { ServersState } from '../../contract/servers.ts';
import { useBridge } from '../lib/bridge-context.tsx';
import type { Environment } from './status-bar.tsx';

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];
const NONE = createStore<ServersState>(() => ({ known: [], chosenId: null }));

/** Which server all of this comes from: the chosen one in the desktop app, the page's own in the web console. */
export function useEnvironment(): Environment {
  const { t } = useTranslation('shell');
  const { servers } = useBridge();
  const { known, chosenId } = useStore(servers?.state ?? NONE);
  const chosen = known.find(({ id }) => id === chosenId);
  const kind = chosen?.environment ?? (LOCAL.includes(location.hostname) ? 'local' : 'production');
  return { name: kind === 'local' ? t('environment.local') : (chosen?.name ?? location.hostname), kind };
}
