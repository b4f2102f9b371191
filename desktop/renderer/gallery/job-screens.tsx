import type { ReactNode } from 'react';
import type { StreamEvent } from '../../contract/live.ts';
import type { DockTab } from '../features/jobs/job-dock.tsx';
import { PageHeader } from '../domain/page-header.tsx';
import { JobPage } from '../features/jobs/job-page.tsx';
import { ResultView } from '../features/jobs/result/result-view.tsx';
import type { Scenario } from '../samples/sample-bridge.ts';
import { ago, SAMPLE_LOG, sampleDetail, sampleId, sampleJob, sampleSteps } from '../samples/sample-data.ts';
import { sampleFrames } from '../samples/sample-frames.ts';
import {
  SAMPLE_FILES,
  SAMPLE_FILES_OF_FAILURE,
  SAMPLE_FILES_TO_REVIEW,
  SAMPLE_FILES_WITHOUT_PICTURES,
} from '../samples/sample-results.ts';
import type { ScreenState } from './screen-state.ts';

const job = <JobPage jobId={sampleId(4800)} />;
const jobAt = (tab: DockTab): ReactNode => <JobPage jobId={sampleId(4800)} tab={tab} />;

const runningLog: StreamEvent[] = SAMPLE_LOG.map(([at, level, message], index) => ({
  kind: 'event',
  id: `${index + 1}-0`,
  event: { type: 'log', at: Date.parse(ago(42_000)) + at, level, message },
}));

const askedAndHeld: StreamEvent[] = [
  {
    kind: 'event',
    id: '9001-0',
    event: {
      type: 'ask',
      at: Date.now(),
      ask: {
        kind: 'code',
        path: '3',
        message: '+54 9 341 ···· 218',
        until: Date.now() + 170_000,
      },
    },
  },
  {
    kind: 'event',
    id: '9002-0',
    event: {
      type: 'control',
      at: Date.now(),
      holder: { userId: sampleId(77), name: 'Julián Paz', until: Date.now() + 272_000 },
    },
  },
];

const question: StreamEvent = {
  kind: 'event',
  id: '9003-0',
  event: {
    type: 'ask',
    at: Date.now(),
    ask: {
      kind: 'question',
      path: '3',
      message: 'El portal ofrece dos campañas: ¿de cuál se bajan las liquidaciones?',
      options: ['2024/25', '2025/26'],
      until: Date.now() + 170_000,
    },
  },
};

function detail(
  status: Parameters<typeof sampleJob>[1],
  error: Parameters<typeof sampleJob>[2],
  count: number,
  last: 'passed' | 'failed' | 'running',
): Scenario {
  return { answers: { getJob: () => sampleDetail(sampleJob(0, status, error), sampleSteps(count, last)) } };
}

const soon = (): string => new Date(Date.now() + 900_000).toISOString();

/** One that failed inside its fifth step, and what it left. */
function failed(): Scenario {
  const { answers } = detail('failed', 'element_not_found', 8, 'failed');
  return { answers: { ...answers, listArtifacts: () => ({ items: SAMPLE_FILES_OF_FAILURE, expiresAt: soon() }) } };
}

/** The execution's page while it runs, when it waits, and after its end. */
export const JOB_SCREENS: readonly ScreenState[] = [
  {
    id: 'ejecucion-en-curso',
    title: 'Ejecución: en curso',
    scenario: { ...detail('running', null, 10, 'running'), stream: runningLog, frames: sampleFrames },
    node: job,
  },
  {
    id: 'ejecucion-pide-codigo',
    title: 'Ejecución: pide un código, y otra persona tiene el control',
    scenario: {
      ...detail('needs_person', null, 10, 'running'),
      stream: [...runningLog, ...askedAndHeld],
      frames: sampleFrames,
    },
    node: job,
  },
  {
    id: 'ejecucion-pregunta',
    title: 'Ejecución: pregunta a una persona',
    scenario: {
      ...detail('needs_person', null, 10, 'running'),
      stream: [...runningLog, question],
      frames: sampleFrames,
    },
    node: job,
  },
  { id: 'ejecucion-en-cola', title: 'Ejecución: en cola', scenario: detail('queued', null, 0, 'passed'), node: job },
  { id: 'ejecucion-completada', title: 'Ejecución: completada', node: job },
  {
    id: 'ejecucion-fallida',
    title: 'Ejecución: fallida',
    scenario: failed(),
    node: job,
  },
  {
    id: 'ejecucion-red',
    title: 'Ejecución: red y errores de la página',
    scenario: failed(),
    node: jobAt('network'),
  },
  {
    id: 'ejecucion-fallida-al-empezar',
    title: 'Ejecución: fallida antes del primer paso',
    scenario: {
      answers: {
        ...detail('failed', 'session_not_found', 0, 'failed').answers,
        getJobLog: () =>
          `${ago(9000)} INFO  📦 Processing job\n${ago(8700)} INFO  ✓ Hash verified\n${ago(8500)} ERROR ✗ Session not found`,
        listArtifacts: () => ({ items: [], expiresAt: soon() }),
      },
    },
    node: job,
  },
  { id: 'ejecucion-registro', title: 'Ejecución: registro de lo que terminó', node: jobAt('log') },
  {
    id: 'ejecucion-cargando',
    title: 'Ejecución: registro y archivos cargando',
    scenario: { pending: ['getJobLog', 'listArtifacts'] },
    node: job,
  },
  {
    id: 'ejecucion-sin-capturas',
    title: 'Ejecución: completada sin capturas',
    scenario: { answers: { listArtifacts: () => ({ items: SAMPLE_FILES_WITHOUT_PICTURES, expiresAt: soon() }) } },
    node: job,
  },
  {
    id: 'ejecucion-valores',
    title: 'Ejecución: lo que alcanzó a leer una que falló',
    scenario: {
      answers: {
        ...failed().answers,
        listArtifacts: () => ({
          items: [
            ...SAMPLE_FILES_OF_FAILURE,
            ...SAMPLE_FILES_WITHOUT_PICTURES.filter(({ name }) => name.includes('resumen')),
          ],
          expiresAt: soon(),
        }),
      },
    },
    node: jobAt('result'),
  },
  {
    id: 'ejecucion-pide-sesion',
    title: 'Ejecución: pide iniciar sesión',
    scenario: {
      answers: {
        getJob: () =>
          sampleDetail(
            sampleJob(0, 'needs_login', 'login_required'),
            sampleSteps(2, 'failed', 'La página muestra el ingreso al portal'),
          ),
      },
    },
    node: job,
  },
  {
    id: 'ejecucion-por-revisar',
    title: 'Ejecución: por revisar',
    scenario: detail('needs_review', null, 9, 'passed'),
    node: job,
  },
  {
    id: 'ejecucion-datos-por-revisar',
    title: 'Ejecución: los datos no cumplen su contrato',
    scenario: {
      answers: {
        ...detail('needs_review', 'data_contract', 9, 'passed').answers,
        listArtifacts: () => ({ items: SAMPLE_FILES_TO_REVIEW, expiresAt: soon() }),
      },
    },
    node: job,
  },
  {
    id: 'ejecucion-cambios',
    title: 'Ejecución: cambios desde la anterior',
    scenario: {},
    node: (
      <>
        <PageHeader title="Cambios" />
        <ResultView jobId={sampleId(4800)} files={SAMPLE_FILES} partial={false} view="changes" />
      </>
    ),
  },
  {
    id: 'ejecucion-sin-filas',
    title: 'Ejecución: terminó sin datos',
    scenario: { answers: { getJobFile: () => '[]' } },
    node: jobAt('result'),
  },
];
