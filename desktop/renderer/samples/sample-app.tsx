import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { BridgeProvider } from '../lib/bridge-context.tsx';
import { sampleBridge, type Scenario } from './sample-bridge.ts';

const AN_HOUR = 3600_000;

/** A screen with a bridge and a cache of its own, in a state of its own. */
export function SampleApp({ scenario, children }: { scenario?: Scenario | undefined; children: ReactNode }) {
  const [bridge] = useState(() => sampleBridge(scenario));
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: Number.POSITIVE_INFINITY,
            networkMode: 'always',
            retry: scenario?.retrying ?? false,
            retryDelay: AN_HOUR,
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={queries}>
      <BridgeProvider value={bridge}>{children}</BridgeProvider>
    </QueryClientProvider>
  );
}
