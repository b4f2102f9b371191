import { useStore } from 'zustand';
import { useMe } from '../domain/use-me.ts';
import { useBridge } from '../lib/bridge-context.tsx';
import { Frame } from '../shell/frame.tsx';
import { useCounts } from '../shell/use-counts.ts';
import { VersionBanner } from '../shell/version-banner.tsx';
import { SampleApp } from '../samples/sample-app.tsx';
import type { ScreenState } from './screen-state.ts';

const nothing = (): void => undefined;

function Framed({ state }: { state: ScreenState }) {
  const bridge = useBridge();
  const me = useMe();
  const counts = useCounts();
  const connection = useStore(bridge.connection);
  return (
    <Frame
      orgName={me.data?.org.name ?? ''}
      userName={me.data?.user.name ?? ''}
      counts={counts}
      connection={connection}
      environment={{ name: 'Producción', kind: 'production' }}
      keeping={bridge.desktop?.keeping}
      banner={<VersionBanner />}
      onRetry={nothing}
      onPalette={nothing}
      onHelp={nothing}
      onSignOut={nothing}
    >
      {state.node}
    </Frame>
  );
}

/** One screen in one state, as a person would see it. */
export function ScreenFrame({ state }: { state: ScreenState }) {
  return <SampleApp scenario={state.scenario}>{state.bare === true ? state.node : <Framed state={state} />}</SampleApp>;
}
