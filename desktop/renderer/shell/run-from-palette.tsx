import { useEffect, useRef } from 'react';
import type { RunnableFlow } from '../features/run/runnable-flow.ts';
import { useRunFlow } from '../features/run/use-run-flow.tsx';

/** Starts the flow that was chosen in the palette, with its dialog where it asks for something. Loaded when it is needed. */
export function RunFromPalette({ flow }: { flow: RunnableFlow }) {
  const { start, dialog } = useRunFlow();
  const started = useRef<RunnableFlow | null>(null);
  useEffect(() => {
    // Once for each choice, whatever is drawn anew meanwhile.
    if (started.current === flow) return;
    started.current = flow;
    start(flow);
  });
  return dialog;
}
