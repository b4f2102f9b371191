import { useBridge } from '../lib/bridge-context.tsx';

/** Opens the description of the API that the server itself has. */
export function useApiGuide(): () => void {
  const bridge = useBridge();
  return () => {
    const servers = bridge.servers?.state.getState();
    const chosen = servers?.known.find(({ id }) => id === servers.chosenId);
    bridge.openExternal(new URL('/api/docs', chosen?.url ?? location.href).href);
  };
}
