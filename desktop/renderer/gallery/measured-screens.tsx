import type { StreamEvent } from '../../contract/live.ts';
import { JobPage } from '../features/jobs/job-page.tsx';
import { sampleDetail, sampleId, sampleJob, sampleSteps } from '../samples/sample-data.ts';
import { LONG_BUILDER } from './builder-screens.tsx';
import type { ScreenState } from './screen-state.ts';

const LINES = 100_000;
/** Lines that come at a time, and how long until the next ones, in ms: as fast as no robot tells them. */
const PIECE = 250;
const EVERY_MS = 16;

const text = (line: number): string =>
  `Paso 5[${Math.floor(line / 8)}].${line % 8}: liquidación LQ-2026-${String(line).padStart(6, '0')}, 38 filas`;

/** Tells 100,000 lines in pieces. */
function flood(on: (event: StreamEvent) => void): () => void {
  let line = 0;
  const timer = setInterval(() => {
    for (const end = Math.min(LINES, line + PIECE); line < end; line += 1) {
      const level = line % 50 === 0 ? 'warn' : 'info';
      on({ kind: 'event', id: `${line + 1}-0`, event: { type: 'log', at: Date.now(), level, message: text(line) } });
    }
    if (line === LINES) clearInterval(timer);
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function storedLog(): string {
  const from = Date.now() - LINES * 10;
  const line = (_: unknown, at: number): string => `${new Date(from + at * 10).toISOString()} INFO  ${text(at)}`;
  return Array.from({ length: LINES }, line).join('\n');
}

/** For measuring alone (npm run measure:log, measure:builder): they are heavy, so the gallery does not list them. */
export const MEASURED_SCREENS: readonly ScreenState[] = [
  {
    id: 'medir-registro-en-curso',
    title: 'Medir: registro que crece',
    scenario: {
      answers: { getJob: () => sampleDetail(sampleJob(0, 'running'), sampleSteps(6, 'running')) },
      stream: flood,
    },
    node: <JobPage jobId={sampleId(4800)} />,
  },
  {
    id: 'medir-registro-guardado',
    title: 'Medir: registro guardado',
    scenario: { answers: { getJobLog: storedLog } },
    node: <JobPage jobId={sampleId(4800)} tab="log" />,
  },
  LONG_BUILDER,
];
