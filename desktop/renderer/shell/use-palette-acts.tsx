import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { StopDialog } from '../features/jobs/stop-dialog.tsx';
import { useJobActs } from '../features/jobs/use-job-acts.ts';

const RunFromPalette = lazy(async () => ({ default: (await import('./run-from-palette.tsx')).RunFromPalette }));

export interface PaletteActs {
  run: (flow: FlowSummary) => void;
  stop: (job: JobSummary) => void;
  /** Has to stand somewhere in the page. */
  dialogs: ReactNode;
}

/** What the palette does on the spot; stopping asks first. */
export function usePaletteActs(): PaletteActs {
  const [flow, setFlow] = useState<FlowSummary>();
  const [stopping, setStopping] = useState<readonly JobSummary[]>([]);
  const { stop } = useJobActs();
  return {
    // A copy, so that the same flow can be chosen again.
    run: (chosen) => setFlow({ ...chosen }),
    stop: (job) => setStopping([job]),
    dialogs: (
      <>
        {flow !== undefined && (
          <Suspense>
            <RunFromPalette flow={flow} />
          </Suspense>
        )}
        <StopDialog jobs={stopping} onClose={() => setStopping([])} onStop={(jobs) => void stop(jobs)} />
      </>
    ),
  };
}
