import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedStep } from '../../../../contract/recording.ts';
import type { RecordingBridge } from '../../../lib/recording-bridge.ts';
import { useBuilder } from '../builder-context.tsx';
import type { FlowDocument } from '../document/flow-document.ts';
import { indexOf } from '../document/tree.ts';
import type { BuilderStore } from '../store/builder-store.ts';
import { beginMerge, mergeSteps, type Merged } from './merge-steps.ts';

/** Where the flow stands at a step, as far as it says: the last address before it that is no template. */
export function addressAt(document: FlowDocument, mark: string | null): string | null {
  const all = [...indexOf(document).values()].map(({ step }) => step);
  const until = mark === null ? all.length : all.findIndex(({ id }) => id === mark) + 1;
  const url = all.slice(0, until).findLast(({ type }) => type === 'navigate')?.['url'];
  if (typeof url !== 'string' || url.includes('{{') || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}

/** After the step that the person has chosen; a builder that was just opened has chosen its first one by itself. */
function firstMark(store: BuilderStore): string | null {
  const { document, selected } = store.getState();
  return selected === document.steps[0]?.id ? (document.steps.at(-1)?.id ?? null) : selected;
}

function takeIn(store: BuilderStore, merged: Merged, steps: readonly RecordedStep[]): Merged {
  const { document, mark, recorded } = store.getState();
  const asked = mark === null ? merged : { ...merged, mark: mark.after };
  const result = mergeSteps(document, asked, steps);
  store.commit(result.document, { joins: result.added === 0 });
  const notes = new Map(recorded);
  for (const one of steps) {
    const id = result.merged.known.get(one.step.id)?.id;
    if (id != null) notes.set(id, one);
  }
  store.setState({ recorded: notes, ...(mark === null ? {} : { mark: { after: result.merged.mark } }) });
  return result.merged;
}

/**
 * Opens the portal in the embedded browser and writes what is recorded there into the draft, after the selected step, for
 * as long as the part that uses this is shown. What it tells at its end is taken in too.
 */
export function useRecording(recording: RecordingBridge, providerId: string): { openAgain: () => void } {
  const { t } = useTranslation('builder');
  const { store, acts } = useBuilder();
  const words = useRef({ hover: '', doubleClick: '', waitFor: '', checkText: '' });
  words.current = {
    hover: t('recording.list.hover'),
    doubleClick: t('recording.list.doubleClick'),
    waitFor: t('recording.list.waitFor'),
    checkText: t('recording.list.checkText'),
  };
  const open = useCallback((): void => {
    const { document, mark } = store.getState();
    const start = addressAt(document, mark?.after ?? null);
    void recording.call('recording.open', { providerId, start, words: words.current });
  }, [recording, providerId, store]);

  useEffect(() => {
    let merged = beginMerge(firstMark(store));
    store.setState({ mark: { after: merged.mark } });
    acts.select(null);
    const deaf = recording.onSteps((steps) => (merged = takeIn(store, merged, steps)));
    open();
    return () => {
      void recording.call('recording.close', undefined).finally(() => {
        deaf();
        store.setState({ mark: null });
        if (merged.mark !== null && store.getState().selected === null) acts.select(merged.mark);
      });
    };
  }, [recording, store, acts, open]);
  return { openAgain: open };
}
