import { AppError } from '@sri/shared/errors.ts';
import type { ReactNode } from 'react';
import { InvitationPage } from '../features/account/invitation-page.tsx';
import { RegisterPage } from '../features/account/register-page.tsx';
import { SignInPage } from '../features/account/sign-in-page.tsx';
import { PageHeader } from '../domain/page-header.tsx';
import { CompareView } from '../features/flows/compare/compare-view.tsx';
import { FlowPage } from '../features/flows/flow-page.tsx';
import type { FlowSearch } from '../features/flows/flow-search.ts';
import { FlowsPage } from '../features/flows/flows-page.tsx';
import type { JobSearch } from '../features/jobs/job-search.ts';
import { JobsPage } from '../features/jobs/jobs-page.tsx';
import { MembersPage } from '../features/members/members-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { RobotsPage } from '../features/workers/robots-page.tsx';
import { sampleAlertSettings } from '../samples/sample-alerts.ts';
import type { Scenario } from '../samples/sample-bridge.ts';
import { SAMPLE_ME, SAMPLE_PORTALS, sampleId } from '../samples/sample-data.ts';
import { sampleTwoVersions } from '../samples/sample-flows.ts';
import { BUILDER_SCREENS } from './builder-screens.tsx';
import { CAPTURE_SCREENS } from './capture-screens.tsx';
import { HOME_SCREENS } from './home-screens.tsx';
import { JOB_SCREENS } from './job-screens.tsx';
import { PORTAL_SCREENS } from './portal-screens.tsx';
import { WEBHOOK_SCREENS } from './webhook-screens.tsx';
import { SCHEDULE_SCREENS } from './schedule-screens.tsx';
import { broken, noJobs, nothing, type ScreenState } from './screen-state.ts';

const asReader: Scenario = {
  answers: { getMe: () => ({ ...SAMPLE_ME, role: 'reader', permissions: ['org:read', 'jobs:read', 'workers:read'] }) },
};
const jobs = (search: Partial<JobSearch> = {}): ReactNode => (
  <JobsPage search={{ view: 'all', ...search }} onSearch={nothing} />
);
const flows = (search: FlowSearch = {}): ReactNode => <FlowsPage search={search} onSearch={nothing} />;

/** Every screen in each of its states, with the data of a firm. */
export const SCREENS: readonly ScreenState[] = [
  { id: 'entrar', title: 'Iniciar sesión', bare: true, node: <SignInPage onDone={nothing} /> },
  { id: 'registrarse', title: 'Registrar', bare: true, node: <RegisterPage onDone={nothing} /> },
  ...HOME_SCREENS,
  { id: 'ejecuciones', title: 'Ejecuciones', node: jobs() },
  {
    id: 'ejecuciones-vacia',
    title: 'Ejecuciones: vacía',
    scenario: { answers: { listJobs: () => noJobs } },
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
  {
    id: 'flujo-comparar',
    title: 'Flujo: qué cambió entre dos versiones',
    node: (
      <>
        <PageHeader title="Liquidaciones diarias" />
        <div className="min-h-0 flex-1 overflow-y-auto bg-surface">
          <CompareView {...sampleTwoVersions()} />
        </div>
      </>
    ),
  },
  { id: 'flujo-borrador', title: 'Flujo: sin publicar', node: <FlowPage flowId={sampleId(305)} /> },
  {
    id: 'flujo-error',
    title: 'Flujo: versiones con error',
    scenario: { failing: { listVersions: broken } },
    node: <FlowPage flowId={sampleId(300)} />,
  },
  ...BUILDER_SCREENS,
  {
    id: 'ejecuciones-version',
    title: 'Versión nueva',
    scenario: { answers: { getHealth: () => ({ status: 'ok', version: '0.2.0', uptimeSeconds: 1 }) } },
    node: jobs({ view: 'person' }),
  },
  ...JOB_SCREENS,
  ...PORTAL_SCREENS,
  ...CAPTURE_SCREENS,
  ...SCHEDULE_SCREENS,
  { id: 'robots', title: 'Robots', node: <RobotsPage /> },
  {
    id: 'robots-ninguno',
    title: 'Robots: ninguno',
    scenario: {
      answers: { listWorkers: () => ({ items: [], waiting: { count: 2, oldestMs: 340_000 }, mayDrain: 'yes' }) },
    },
    node: <RobotsPage />,
  },
  ...WEBHOOK_SCREENS,
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
  {
    id: 'app-sin-almacen',
    title: 'App: el almacén local no se abre',
    scenario: { keeping: { store: 'none', secrets: 'memory' } },
    node: <SettingsPage first="device" />,
  },
  {
    id: 'app-sin-llavero',
    title: 'App: la sesión queda solo en memoria',
    scenario: { keeping: { store: 'file', secrets: 'memory' } },
    node: jobs(),
  },
  { id: 'ajustes-organizacion', title: 'Ajustes: organización', node: <SettingsPage first="organisation" /> },
  {
    id: 'ajustes-organizacion-lector',
    title: 'Ajustes: los fija la organización',
    scenario: asReader,
    node: <SettingsPage first="organisation" />,
  },
  { id: 'ajustes-avisos', title: 'Ajustes: avisos', node: <SettingsPage first="alerts" /> },
  {
    id: 'ajustes-avisos-sin-correo',
    title: 'Ajustes: avisos, sin correo y sin permiso',
    scenario: {
      answers: { ...asReader.answers, getAlertSettings: () => ({ ...sampleAlertSettings(), emailReady: false }) },
    },
    node: <SettingsPage first="alerts" />,
  },
  { id: 'ajustes-secretos', title: 'Ajustes: secretos', node: <SettingsPage first="secrets" /> },
  {
    id: 'ajustes-secretos-vacia',
    title: 'Ajustes: sin secretos',
    scenario: { answers: { listSecrets: () => ({ items: [] }) } },
    node: <SettingsPage first="secrets" />,
  },
  { id: 'ajustes-contrasena', title: 'Ajustes: contraseña', node: <SettingsPage first="password" /> },
];
