import { AppError } from '@sri/shared/errors.ts';
import type { ReactNode } from 'react';
import { InvitationPage } from '../features/account/invitation-page.tsx';
import { RegisterPage } from '../features/account/register-page.tsx';
import { SignInPage } from '../features/account/sign-in-page.tsx';
import { FlowPage } from '../features/flows/flow-page.tsx';
import type { FlowSearch } from '../features/flows/flow-search.ts';
import { FlowsPage } from '../features/flows/flows-page.tsx';
import { HomePage } from '../features/home/home-page.tsx';
import { JobPage } from '../features/jobs/job-page.tsx';
import type { JobSearch } from '../features/jobs/job-search.ts';
import { JobsPage } from '../features/jobs/jobs-page.tsx';
import { MembersPage } from '../features/members/members-page.tsx';
import { PortalsPage } from '../features/providers/portals-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { RobotsPage } from '../features/workers/robots-page.tsx';
import type { StreamEvent } from '../../contract/live.ts';
import type { Scenario } from '../samples/sample-bridge.ts';
import { sampleFrames } from '../samples/sample-frames.ts';
import {
  ago,
  SAMPLE_LOG,
  SAMPLE_ME,
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
const asReader: Scenario = {
  answers: { getMe: () => ({ ...SAMPLE_ME, role: 'reader', permissions: ['org:read', 'jobs:read', 'workers:read'] }) },
};
const jobs = (search: Partial<JobSearch> = {}): ReactNode => (
  <JobsPage search={{ view: 'all', ...search }} onSearch={nothing} />
);
const flows = (search: FlowSearch = {}): ReactNode => <FlowsPage search={search} onSearch={nothing} />;
const portals = (place = 0): ReactNode => <PortalsPage chosen={SAMPLE_PORTALS[place]?.id} onChoose={nothing} />;
const job = <JobPage jobId={sampleId(4800)} />;

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
    id: 'ejecuciones-por-causa',
    title: 'Ejecuciones: agrupadas por causa',
    node: jobs({ group: 'cause' }),
  },
  {
    id: 'ejecuciones-por-causa-ninguna',
    title: 'Ejecuciones: ninguna causa',
    scenario: { answers: { listJobCauses: () => ({ items: [] }) } },
    node: jobs({ group: 'cause', view: 'running' }),
  },
  {
    id: 'ejecuciones-fechas',
    title: 'Ejecuciones: muchos filtros',
    node: jobs({
      period: 'dates',
      from: '2026-11-01',
      to: '2026-11-24',
      portal: SAMPLE_PORTALS[2]?.id,
      robot: 'robot-02',
    }),
  },
  { id: 'flujos', title: 'Flujos', node: flows() },
  {
    id: 'flujos-vacia',
    title: 'Flujos: vacía',
    scenario: { answers: { listFlows: () => ({ items: [] }) } },
    node: flows(),
  },
  { id: 'flujos-filtrada', title: 'Flujos: nada coincide', node: flows({ q: 'trigo candeal' }) },
  {
    id: 'flujos-error',
    title: 'Flujos: error de la parte',
    scenario: { failing: { listFlows: broken } },
    node: flows(),
  },
  {
    id: 'flujos-lectura',
    title: 'Flujos: sin permiso para ejecutar',
    scenario: {
      answers: { getMe: () => ({ ...SAMPLE_ME, role: 'reader', permissions: ['flows:read', 'jobs:read'] }) },
    },
    node: flows(),
  },
  { id: 'flujo', title: 'Flujo', node: <FlowPage flowId={sampleId(300)} /> },
  { id: 'flujo-borrador', title: 'Flujo: sin publicar', node: <FlowPage flowId={sampleId(305)} /> },
  {
    id: 'flujo-error',
    title: 'Flujo: versiones con error',
    scenario: { failing: { listVersions: broken } },
    node: <FlowPage flowId={sampleId(300)} />,
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
  { id: 'portales', title: 'Portales', node: portals() },
  { id: 'portales-vencida', title: 'Portales: sesión vencida de otra persona', node: portals(2) },
  { id: 'portales-sin-cuenta', title: 'Portales: sin cuenta conectada', node: portals(3) },
  {
    id: 'portales-vacia',
    title: 'Portales: ninguno',
    scenario: { answers: { listProviders: () => [], listSessions: () => [] } },
    node: portals(),
  },
  {
    id: 'portales-error',
    title: 'Portales: sesiones con error',
    scenario: { failing: { listSessions: broken } },
    node: portals(),
  },
  {
    id: 'portales-sin-conexion',
    title: 'Portales: sin conexión',
    scenario: { connection: { online: false, retryAt: null } },
    node: portals(),
  },
  { id: 'robots', title: 'Robots', node: <RobotsPage /> },
  {
    id: 'robots-ninguno',
    title: 'Robots: ninguno',
    scenario: {
      answers: { listWorkers: () => ({ items: [], waiting: { count: 2, oldestMs: 340_000 }, mayDrain: 'yes' }) },
    },
    node: <RobotsPage />,
  },
  { id: 'miembros', title: 'Miembros', node: <MembersPage tab="members" onTab={nothing} /> },
  {
    id: 'miembros-lector',
    title: 'Miembros: lector',
    scenario: asReader,
    node: <MembersPage tab="members" onTab={nothing} />,
  },
  { id: 'invitaciones', title: 'Invitaciones', node: <MembersPage tab="invitations" onTab={nothing} /> },
  {
    id: 'invitaciones-vacia',
    title: 'Invitaciones: ninguna',
    scenario: { answers: { listInvitations: () => [] } },
    node: <MembersPage tab="invitations" onTab={nothing} />,
  },
  { id: 'llaves', title: 'Llaves de API', node: <MembersPage tab="keys" onTab={nothing} /> },
  {
    id: 'llaves-vacia',
    title: 'Llaves de API: ninguna',
    scenario: { answers: { listApiKeys: () => [] } },
    node: <MembersPage tab="keys" onTab={nothing} />,
  },
  {
    id: 'miembros-error',
    title: 'Miembros: error de la parte',
    scenario: { failing: { listMembers: broken } },
    node: <MembersPage tab="members" onTab={nothing} />,
  },
  {
    id: 'invitacion',
    title: 'Aceptar una invitación',
    bare: true,
    node: <InvitationPage token="srv" onDone={nothing} />,
  },
  {
    id: 'invitacion-terminada',
    title: 'Invitación terminada',
    bare: true,
    scenario: {
      failing: { readInvitation: new AppError('invitation_ended', 'This invitation has ended.', { hint: 'Ask.' }) },
    },
    node: <InvitationPage token="srv" onDone={nothing} />,
  },
  { id: 'ajustes', title: 'Ajustes', node: <SettingsPage /> },
  { id: 'ajustes-organizacion', title: 'Ajustes: organización', node: <SettingsPage first="organisation" /> },
  {
    id: 'ajustes-organizacion-lector',
    title: 'Ajustes: los fija la organización',
    scenario: asReader,
    node: <SettingsPage first="organisation" />,
  },
  { id: 'ajustes-contrasena', title: 'Ajustes: contraseña', node: <SettingsPage first="password" /> },
];
