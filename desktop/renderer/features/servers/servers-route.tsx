import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useBridge } from '../../lib/bridge-context.tsx';
import { ServersPage } from './servers-page.tsx';

/** The servers that this computer knows; the web console stands on one and has no such screen. */
export function ServersRoute() {
  const { servers, desktop } = useBridge();
  const queries = useQueryClient();
  const navigate = useNavigate();
  if (servers === undefined || desktop === undefined) return null;
  return (
    <ServersPage
      servers={servers}
      keeping={desktop.keeping}
      onChosen={() => {
        queries.clear();
        void navigate({ to: '/' });
      }}
    />
  );
}
