import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PassedKey } from '../../../../contract/embedded.ts';
import { embeddedActs } from '../../../domain/embedded/embedded-acts.ts';
import { useEmbeddedKeys } from '../../../domain/embedded/use-embedded-keys.ts';
import { useLogin } from '../../../domain/use-login.ts';
import { useMe } from '../../../domain/use-me.ts';
import { usePortalNames } from '../../../domain/use-portals.ts';
import { useBridge } from '../../../lib/bridge-context.tsx';
import type { EmbeddedBridge } from '../../../lib/embedded-bridge.ts';
import { useRoom } from '../../../lib/room-context.tsx';
import type { RecordingBridge } from '../../../lib/recording-bridge.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useBuilderState } from '../builder-context.tsx';
import type { RecordingActs } from './recording-band.tsx';
import { RecordingView } from './recording-view.tsx';
import { useRecording } from './use-recording.ts';

export interface RecordingPartProps {
  flowId: string;
  providerId: string;
  onEnd: () => void;
}

function useActs(recording: RecordingBridge, end: () => void): RecordingActs {
  return useMemo(
    () => ({
      pause: () => void recording.call('recording.pause', undefined),
      resume: () => void recording.call('recording.resume', undefined),
      pick: (kind) => void recording.call('recording.pick', { kind }),
      end,
    }),
    [recording, end],
  );
}

/** F8 pauses and goes on; F9 and F10 point at a value or a table, or give that up. */
function useRecordingKeys(embedded: EmbeddedBridge, recording: RecordingBridge, acts: RecordingActs): void {
  const page = useMemo(() => embeddedActs(embedded), [embedded]);
  const onKey = useCallback(
    (key: PassedKey): boolean => {
      const { phase, picking } = recording.state.getState() ?? {};
      if (key === 'F8' && phase === 'paused') acts.resume();
      else if (key === 'F8') acts.pause();
      else if (key === 'F9') acts.pick(picking == null ? 'field' : null);
      else if (key === 'F10') acts.pick(picking == null ? 'table' : null);
      else return false;
      return true;
    },
    [recording, acts],
  );
  useEmbeddedKeys(embedded, { zoom: page.zoom, onKey });
}

function Recording({
  recording,
  embedded,
  providerId,
  onEnd,
}: RecordingPartProps & { recording: RecordingBridge; embedded: EmbeddedBridge }) {
  const me = useMe();
  const portal = usePortalNames()(providerId, '');
  const login = useLogin();
  const state = useStore(recording.state);
  const covered = useStore(embedded.covered);
  const count = useBuilderState(({ recorded, document }) =>
    recorded.size === 0 ? 0 : [...recorded.keys()].filter((id) => document.steps.some((step) => step.id === id)).length,
  );
  const { openAgain } = useRecording(recording, providerId);
  const acts = useActs(recording, onEnd);
  useRecordingKeys(embedded, recording, acts);
  useRoom();
  const page = useMemo(() => embeddedActs(embedded), [embedded]);
  return (
    <RecordingView
      state={state}
      acts={acts}
      embedded={page}
      covered={covered}
      portal={portal}
      account={me.data?.user.name ?? ''}
      count={count}
      onVisit={(url) => void embedded.call('embedded.visit', { url })}
      onRetry={openAgain}
      onSignIn={() => login(providerId)}
    />
  );
}

/** «Grabar»; in the web console the way into the desktop app. */
export function RecordingPart(props: RecordingPartProps) {
  const { t } = useTranslation('builder');
  const bridge = useBridge();
  const { recording, embedded } = bridge;
  if (recording === undefined || embedded === undefined) {
    const link = `sri://flujos/${props.flowId}/editar?modo=grabar`;
    return (
      <EmptyState
        title={t('recording.web')}
        action={
          <Button variant="primary" onClick={() => bridge.openExternal(link)}>
            {t('recording.openApp')}
          </Button>
        }
      />
    );
  }
  return <Recording {...props} recording={recording} embedded={embedded} />;
}
