import type { ReactNode } from 'react';
import { JobPage } from '../features/jobs/job-page.tsx';
import { PortalsPage } from '../features/providers/portals-page.tsx';
import {
  ago,
  SAMPLE_ME,
  SAMPLE_PORTALS,
  sampleAccounts,
  sampleDetail,
  sampleId,
  sampleJob,
} from '../samples/sample-data.ts';
import { broken, nothing, type ScreenState } from './screen-state.ts';

const portals = (place = 0): ReactNode => <PortalsPage chosen={SAMPLE_PORTALS[place]?.id} onChoose={nothing} />;
const paused = (waiting: number) => ({ at: ago(2 * 3600_000), by: SAMPLE_ME.user.name, waiting });

/** Screen 3 in its states, and what a paused portal holds back. */
export const PORTAL_SCREENS: readonly ScreenState[] = [
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
  {
    id: 'portales-en-pausa',
    title: 'Portales: en pausa',
    scenario: {
      answers: {
        listProviders: () =>
          SAMPLE_PORTALS.map((portal, at) => (at === 0 ? { ...portal, paused: paused(12) } : portal)),
      },
    },
    node: portals(),
  },
  {
    id: 'portales-cuenta-detenida',
    title: 'Portales: el portal rechazó el acceso',
    scenario: {
      answers: {
        listSessions: () =>
          sampleAccounts().map((account, at) =>
            at < 2 ? { ...account, refusals: 2 - at, guarded: at === 0 } : account,
          ),
      },
    },
    node: portals(),
  },
  {
    id: 'ejecucion-en-pausa',
    title: 'Ejecución: en cola, su portal en pausa',
    scenario: {
      answers: {
        listProviders: () => SAMPLE_PORTALS.map((portal) => ({ ...portal, paused: paused(1) })),
        getJob: () => sampleDetail(sampleJob(0, 'queued'), []),
      },
    },
    node: <JobPage jobId={sampleId(4800)} />,
  },
  {
    id: 'portales-reintentando',
    title: 'Portales: se reintenta',
    scenario: { failing: { listSessions: broken }, retrying: true },
    node: portals(),
  },
];
