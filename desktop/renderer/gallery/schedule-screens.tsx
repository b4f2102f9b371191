import { AppError } from '@sri/shared/errors.ts';
import type { ReactNode } from 'react';
import { ScheduleEditor } from '../features/schedules/schedule-editor.tsx';
import { SchedulesPage } from '../features/schedules/schedules-page.tsx';
import { TickHistory } from '../features/schedules/tick-history.tsx';
import { ago, SAMPLE_ME, sampleAccounts } from '../samples/sample-data.ts';
import { sampleSchedules } from '../samples/sample-schedules.ts';
import { broken, nothing, type ScreenState } from './screen-state.ts';

const page = <SchedulesPage />;
const [first, , abroad] = sampleSchedules();
const over = (node: ReactNode): ReactNode => (
  <>
    {page}
    {node}
  </>
);
const never = new AppError('schedule_never_runs', 'No time that this rule names ever comes.', { hint: '' });

/** Screen 12 in its states. */
export const SCHEDULE_SCREENS: readonly ScreenState[] = [
  { id: 'programacion', title: 'Programación', node: page },
  {
    id: 'programacion-vacia',
    title: 'Programación: vacía',
    scenario: { answers: { listSchedules: () => ({ items: [] }) } },
    node: page,
  },
  {
    id: 'programacion-cargando',
    title: 'Programación: cargando',
    scenario: { pending: ['listSchedules'] },
    node: page,
  },
  {
    id: 'programacion-error',
    title: 'Programación: error de la parte',
    scenario: { failing: { listSchedules: broken } },
    node: page,
  },
  {
    id: 'programacion-lector',
    title: 'Programación: lector',
    scenario: {
      answers: { getMe: () => ({ ...SAMPLE_ME, role: 'reader', permissions: ['org:read', 'schedules:read'] }) },
    },
    node: page,
  },
  { id: 'programar', title: 'Programar un flujo', node: over(<ScheduleEditor onClose={nothing} />) },
  {
    id: 'programar-editar',
    title: 'Programación: editar, con feriados',
    node: over(first !== undefined && <ScheduleEditor schedule={first} onClose={nothing} />),
  },
  {
    id: 'programar-otra-zona',
    title: 'Programación: en otra zona, la sesión vence antes',
    scenario: {
      answers: {
        listSessions: () => sampleAccounts().map((account) => ({ ...account, ttlSeconds: 1200 })),
      },
    },
    node: over(abroad !== undefined && <ScheduleEditor schedule={abroad} onClose={nothing} />),
  },
  {
    id: 'programar-nunca',
    title: 'Programación: expresión que nunca llega',
    scenario: { failing: { previewSchedule: never } },
    node: over(
      first !== undefined && (
        <ScheduleEditor schedule={{ ...first, timing: { kind: 'cron', cron: '0 6 30 2 *' } }} onClose={nothing} />
      ),
    ),
  },
  {
    id: 'programacion-historial',
    title: 'Programación: historial',
    node: over(first !== undefined && <TickHistory schedule={first} onClose={nothing} />),
  },
  {
    id: 'programacion-historial-vacio',
    title: 'Programación: historial vacío',
    scenario: { answers: { listTicks: () => ({ items: [], more: false }) } },
    node: over(first !== undefined && <TickHistory schedule={{ ...first, createdAt: ago(0) }} onClose={nothing} />),
  },
];
