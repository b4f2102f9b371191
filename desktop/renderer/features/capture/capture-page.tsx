import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useRoom } from '../../lib/room-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import type { CaptureBridge } from '../../lib/capture-bridge.ts';
import type { EmbeddedBridge } from '../../lib/embedded-bridge.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { Delayed } from '../../ui/delayed.tsx';
import { CaptureView } from './capture-view.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { useCaptureActs } from './use-capture-acts.ts';
import { useCaptureKeys } from './use-capture-keys.ts';
import { WebOnly } from './web-only.tsx';

interface CapturePageProps {
  providerId: string;
  onLeave: () => void;
}

function Capture({
  capture,
  embedded,
  providerId,
  portal,
  onLeave,
}: CapturePageProps & { capture: CaptureBridge; embedded: EmbeddedBridge; portal: string }) {
  const { t } = useTranslation('capture');
  const queries = useQueryClient();
  const state = useStore(capture.state);
  const covered = useStore(embedded.covered);
  const [asking, setAsking] = useState(false);
  const acts = useCaptureActs({ capture, embedded }, providerId, onLeave);
  useCaptureKeys(embedded, acts);
  const unsaved = state?.unsaved === true;
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: false, withResolver: true });

  useEffect(() => {
    void capture.call('capture.open', { providerId, way: 'embedded' });
    // A link may lead to a portal that somebody has added since they were looked at.
    void queries.invalidateQueries({ queryKey: ['listProviders'] });
    return () => {
      void capture.call('capture.close', undefined);
      void queries.invalidateQueries({ queryKey: ['listSessions'] });
    };
  }, [capture, providerId, queries]);
  useEffect(() => capture.onCloseAsked(() => setAsking(true)), [capture]);
  useRoom();

  const stay = useCallback(() => {
    setAsking(false);
    if (blocker.status === 'blocked') blocker.reset();
  }, [blocker]);
  const discard = useCallback(() => {
    setAsking(false);
    void capture.call('capture.close', undefined);
    if (blocker.status === 'blocked') blocker.proceed();
    else onLeave();
  }, [blocker, capture, onLeave]);

  if (state === null || state.providerId !== providerId) {
    return (
      <Delayed>
        <p role="status" className="px-5 py-6 text-muted">
          {t('opening')}
        </p>
      </Delayed>
    );
  }
  return (
    <>
      <CaptureView portal={portal} state={state} acts={acts} covered={covered} />
      <LeaveDialog
        open={asking || blocker.status === 'blocked'}
        onStay={stay}
        onSave={() => {
          stay();
          acts.save();
        }}
        onDiscard={discard}
      />
    </>
  );
}

/** Screen 4: a person signs in to a portal, and the session is saved and tried on a robot. */
export function CapturePage({ providerId, onLeave }: CapturePageProps) {
  const bridge = useBridge();
  const providers = useApi('listProviders', {});
  const portal = providers.data?.find(({ id }) => id === providerId)?.name ?? '';
  const { capture, embedded } = bridge;
  if (capture === undefined || embedded === undefined) return <WebOnly providerId={providerId} portal={portal} />;
  return <Capture capture={capture} embedded={embedded} providerId={providerId} portal={portal} onLeave={onLeave} />;
}
