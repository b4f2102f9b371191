import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import { useEffect, useState } from 'react';
import { useBridge } from '../../../lib/bridge-context.tsx';
import type { BuilderStore } from '../store/builder-store.ts';
import { createDraftSaver, type DraftSaver } from './draft-saver.ts';
import type { KeptDraft, KeptDrafts } from './kept-drafts.ts';

/** Saves what is edited for as long as the builder is open, and whatever is left when it closes. */
export function useDraftSaver(
  store: BuilderStore,
  base: Draft,
  { drafts, found }: { drafts: KeptDrafts; found: KeptDraft | null },
): DraftSaver {
  const bridge = useBridge();
  const params = { id: base.flowId };
  const [saver] = useState(() =>
    createDraftSaver({
      flowId: base.flowId,
      base,
      found,
      current: () => store.getState().document,
      put: (document, revision) =>
        bridge.request('putDraft', { params, headers: { 'if-match': `"${revision}"` }, body: { ...document } }),
      read: () => bridge.request('getDraft', { params }),
      kept: drafts,
    }),
  );
  useEffect(() => {
    saver.start();
    const stops = [
      store.subscribe((state, before) => state.document !== before.document && saver.changed()),
      bridge.connection.subscribe((now, before) => now.online && !before.online && saver.online()),
    ];
    window.addEventListener('pagehide', saver.keep);
    return () => {
      for (const stop of stops) stop();
      window.removeEventListener('pagehide', saver.keep);
      saver.stop();
    };
  }, [store, bridge, saver]);
  return saver;
}
