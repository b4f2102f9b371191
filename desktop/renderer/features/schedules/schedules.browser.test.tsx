import { AppError } from '@sri/shared/errors.ts';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderInApp } from '../../test/render-in-app.tsx';
import { sampleBridge } from '../../samples/sample-bridge.ts';
import { SAMPLE_ME, sampleId } from '../../samples/sample-data.ts';
import { sampleSchedules } from '../../samples/sample-schedules.ts';
import { RunDialog } from '../run/run-dialog.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
import { SchedulesPage } from './schedules-page.tsx';
import { TickHistory } from './tick-history.tsx';

const nothing = (): void => undefined;
const NO_INPUTS = sampleId(302);

function spied(scenario = {}) {
  const bridge = sampleBridge(scenario);
  return { bridge, request: vi.spyOn(bridge, 'request') };
}

test('a flow is scheduled at a daily time: the time is typed, one click saves it', async () => {
  const { bridge, request } = spied();
  const onClose = vi.fn<() => void>();
  const { screen } = await renderInApp(
    <ScheduleEditor flow={{ id: sampleId(300), inputs: { hasta: '2026-11-30' } }} onClose={onClose} />,
    { bridge },
  );
  await screen.getByLabelText('Hora', { exact: true }).fill('07:15');
  await screen.getByRole('button', { name: 'Guardar programación' }).click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(request).toHaveBeenCalledWith('createSchedule', {
    body: expect.objectContaining({
      flowId: sampleId(300),
      name: 'Liquidaciones diarias',
      timing: { kind: 'daily', times: ['07:15'] },
      timezone: 'America/Argentina/Buenos_Aires',
      ifRunning: 'skip',
      inputs: expect.objectContaining({ hasta: '2026-11-30', campaña: '2025/26' }) as object,
    }) as object,
  });
});

test('the sentence becomes a cron expression, and what is typed there becomes the sentence', async () => {
  const { screen } = await renderInApp(<ScheduleEditor onClose={nothing} />);
  await screen.getByRole('button', { name: 'Expresión cron' }).click();
  const cron = screen.getByRole('textbox', { name: 'Expresión cron' });
  await expect.element(cron).toHaveValue('0 6 * * *');
  await cron.fill('30 7 * * 1-5');
  await expect.element(screen.getByRole('combobox', { name: 'Cada cuánto' })).toHaveTextContent('día hábil');
  await expect.element(screen.getByLabelText('Hora', { exact: true })).toHaveValue('07:30');
  await expect.element(screen.getByText('A las 07:30, de lunes a viernes')).toBeVisible();
  await cron.fill('0 6 1 1 *');
  await expect.element(screen.getByRole('combobox', { name: 'Cada cuánto' })).toHaveTextContent('expresión cron');
  await expect.element(screen.getByText('A las 06:00, el día 1 del mes, sólo en enero')).toBeVisible();
});

test('the days that a holiday leaves out stand among the next five, with its name', async () => {
  const [schedule] = sampleSchedules();
  if (schedule === undefined) throw new Error('no sample schedule');
  const { screen } = await renderInApp(<ScheduleEditor schedule={schedule} onClose={nothing} />);
  const next = screen.getByRole('region', { name: 'Próximas cinco' });
  await expect.element(next.getByText(/no se ejecuta: Día de la Soberanía Nacional/)).toBeVisible();
  await expect.poll(() => next.getByRole('listitem').elements().length).toBe(6);
});

test('a rule that never comes is told at once and cannot be saved', async () => {
  const failing = { previewSchedule: new AppError('schedule_never_runs', 'Never.', { hint: '' }) };
  const { screen } = await renderInApp(<ScheduleEditor onClose={nothing} />, { bridge: sampleBridge({ failing }) });
  await expect.element(screen.getByText('Con esta regla no se ejecutaría nunca.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Guardar programación' })).toBeDisabled();
});

test('what the server refuses is told, and nothing that was said is lost', async () => {
  const errors = [{ field: 'inputs.hasta', message: 'is missing' }];
  const { bridge } = spied({
    failing: { createSchedule: new AppError('invalid_request', 'Faulty.', { hint: '', errors }) },
  });
  const { screen } = await renderInApp(
    <ScheduleEditor flow={{ id: NO_INPUTS, inputs: { hasta: '2026-11-30' } }} onClose={nothing} />,
    { bridge },
  );
  await screen.getByLabelText('Hora', { exact: true }).fill('07:15');
  await screen.getByRole('button', { name: 'Guardar programación' }).click();
  await expect.element(screen.getByText('inputs.hasta: is missing')).toBeVisible();
  await expect.element(screen.getByLabelText('Hora', { exact: true })).toHaveValue('07:15');
});

test('the run dialog leads to the editor with the flow and what was filled in', async () => {
  const flow = {
    id: sampleId(300),
    name: 'Liquidaciones diarias',
    providerId: sampleId(101),
    publishedVersion: '1.3.0',
    inputCount: 5,
  };
  const { bridge, request } = spied();
  const { screen } = await renderInApp(<RunDialog flow={flow} onClose={nothing} onStarted={nothing} />, { bridge });
  await screen.getByLabelText('Hasta').fill('2026-12-24');
  await screen.getByRole('button', { name: 'Programar' }).click();
  await expect.element(screen.getByRole('dialog', { name: 'Programar un flujo' })).toBeVisible();
  await screen.getByRole('button', { name: 'Guardar programación' }).click();
  await expect
    .poll(() => request.mock.calls.find(([route]) => route === 'createSchedule')?.[1])
    .toMatchObject({
      body: { flowId: sampleId(300), inputs: { hasta: '2026-12-24' } },
    });
});

test('the list says when, what is next and why one is paused; a reader may only look', async () => {
  const getMe = () => ({ ...SAMPLE_ME, role: 'reader' as const, permissions: ['org:read', 'schedules:read'] });
  const { screen } = await renderInApp(<SchedulesPage />, { bridge: sampleBridge({ answers: { getMe } }) });
  await expect.element(screen.getByText(/^Cada día hábil a las 06:00 y 14:00/)).toBeVisible();
  await expect.element(screen.getByText('En pausa: 5 fallas')).toBeVisible();
  await expect
    .element(screen.getByRole('button', { name: 'Programar un flujo' }))
    .toHaveAttribute('aria-disabled', 'true');
});

test('a schedule is paused and run from its menu, and deleted once that is confirmed', async () => {
  const { bridge, request } = spied();
  const { screen } = await renderInApp(<SchedulesPage />, { bridge });
  const open = () => screen.getByRole('button', { name: 'Más acciones de Liquidaciones diarias' }).click();
  await open();
  await screen.getByRole('menuitem', { name: 'Pausar' }).click();
  await expect.element(screen.getByText('«Liquidaciones diarias» está en pausa.')).toBeVisible();
  await open();
  await screen.getByRole('menuitem', { name: 'Eliminar' }).click();
  expect(request).not.toHaveBeenCalledWith('deleteSchedule', expect.anything());
  await screen.getByRole('button', { name: 'Eliminar programación' }).click();
  await expect.poll(() => request.mock.calls.some(([route]) => route === 'deleteSchedule')).toBe(true);
  await userEvent.keyboard('n');
  await expect.element(screen.getByRole('dialog', { name: 'Programar un flujo' })).toBeVisible();
});

test('the history says why a time did not run, and leads to the execution of one that did', async () => {
  const [schedule] = sampleSchedules();
  if (schedule === undefined) throw new Error('no sample schedule');
  const { screen } = await renderInApp(<TickHistory schedule={schedule} onClose={nothing} />);
  await expect.element(screen.getByText('El sistema estuvo detenido a esa hora y a otras 3 anteriores.')).toBeVisible();
  await expect.element(screen.getByText('No se inició: la cuenta no tenía sesión.')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Ver ejecución' }).first()).toBeVisible();
});
