import { AppError } from '@sri/shared/errors.ts';
import type { ReactNode } from 'react';
import { RegisterPage } from '../features/account/register-page.tsx';
import { SignInPage } from '../features/account/sign-in-page.tsx';
import { HomePage } from '../features/home/home-page.tsx';
import { JobPage } from '../features/jobs/job-page.tsx';
import type { JobSearch } from '../features/jobs/job-search.ts';
import { JobsPage } from '../features/jobs/jobs-page.tsx';
import { PortalsPage } from '../features/providers/portals-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { RobotsPage } from '../features/workers/robots-page.tsx';
import type { StreamEvent } from '../lib/bridge.ts';
import type { Scenario } from '../samples/sample-bridge.ts';
import {
  ago,
  SAMPLE_LOG,
  SAMPLE_PORTALS,
  sampleDetail,
  sampleId,
  sampleJob,
  sampleJobs,
  sampleSteps,
} from '../samples/sample-data.ts';

export interface ScreenState {
  id: string;
  title: string;
  scenario?: Scenario;
  /** Without the shell around it. */
  bare?: boolean;
  node: ReactNode;
}

const nothing = (): void => undefined;
const broken = new AppError('database_unavailable', 'The database does not answer.', { hint: 'Try again.' });
const empty = { items: [], nextCursor: null };
const jobs = (search: Partial<JobSearch> = {}): ReactNode => (
  <JobsPage search={{ view: 'all', ...search }} onSearch={nothing} />
);
const job = <JobPage jobId={sampleId(4800)} />;

const runningLog: StreamEvent[] = SAMPLE_LOG.map(([at, level, message], index) => ({
  kind: 'event',
  id: `${index + 1}-0`,
  event: { type: 'log', at: Date.parse(ago(42_000)) + at, level, message },
}));

function detail(
  status: Parameters<typeof sampleJob>[1],
  error: Parameters<typeof sampleJob>[2],
  count: number,
  last: 'passed' | 'failed' | 'running',
): Scenario {
  return { answers: { getJob: () => sampleDetail(sampleJob(0, status, error), sampleSteps(count, last)) } };
}

/** Every screen in each of its states, with the data of a firm. */
export const SCREENS: readonly ScreenState[] = [
  { id: 'entrar', title: 'Iniciar sesión', bare: true, node: <SignInPage onDone={nothing} /> },
  { id: 'registrarse', title: 'Registrar', bare: true, node: <RegisterPage onDone={nothing} /> },
  { id: 'inicio', title: 'Inicio: te necesitan', node: <HomePage /> },
  {
    id: 'inicio-en-orden',
    title: 'Inicio: todo en orden',
    scenario: {
      answers: {
        listSessions: () => [],
        listJobs: ({ query }) =>
          query?.status?.includes('needs') === true
            ? empty
            : { items: sampleJobs().filter(({ status }) => status === 'completed'), nextCursor: null },
      },
    },
    node: <HomePage />,
  },
  {
    id: 'inicio-nueva',
    title: 'Inicio: organización nueva',
    scenario: { answers: { listJobs: () => empty, listSessions: () => [] } },
    node: <HomePage />,
  },
  { id: 'ejecuciones', title: 'Ejecuciones', node: jobs() },
  {
    id: 'ejecuciones-vacia',
    title: 'Ejecuciones: vacía',
    scenario: { answers: { listJobs: () => empty } },
    node: jobs(),
  },
  { id: 'ejecuciones-filtrada', title: 'Ejecuciones: nada coincide', node: jobs({ q: 'trigo candeal' }) },
  { id: 'ejecuciones-cargando', title: 'Ejecuciones: cargando', scenario: { pending: ['listJobs'] }, node: jobs() },
  {
    id: 'ejecuciones-error',
    title: 'Ejecuciones: error de la parte',
    scenario: { failing: { listJobs: broken } },
    node: jobs(),
  },
  {
    id: 'ejecuciones-sin-conexion',
    title: 'Sin conexión',
    scenario: { connection: { online: false, retryAt: Date.now() + 8000 } },
    node: jobs(),
  },
  {
    id: 'ejecuciones-version',
    title: 'Versión nueva',
    scenario: { answers: { getHealth: () => ({ status: 'ok', version: '0.2.0', uptimeSeconds: 1 }) } },
    node: jobs({ view: 'person' }),
  },
  {
    id: 'ejecucion-en-curso',
    title: 'Ejecución: en curso',
    scenario: { ...detail('running', null, 10, 'running'), stream: runningLog },
    node: job,
  },
  { id: 'ejecucion-en-cola', title: 'Ejecución: en cola', scenario: detail('queued', null, 0, 'passed'), node: job },
  { id: 'ejecucion-completada', title: 'Ejecución: completada', node: job },
  {
    id: 'ejecucion-fallida',
    title: 'Ejecución: fallida',
    scenario: detail('failed', 'element_not_found', 8, 'failed'),
    node: job,
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
  { id: 'portales', title: 'Portales', node: <PortalsPage chosen={SAMPLE_PORTALS[0]?.id} onChoose={nothing} /> },
  { id: 'robots', title: 'Robots', node: <RobotsPage /> },
  {
    id: 'robots-ninguno',
    title: 'Robots: ninguno',
    scenario: { answers: { listWorkers: () => ({ items: [] }) } },
    node: <RobotsPage />,
  },
  { id: 'ajustes', title: 'Ajustes', node: <SettingsPage /> },
];
