import { AppError } from '@sri/shared/errors.ts';
import { expect, test, vi } from 'vitest';
import { sampleAlert } from '../../samples/sample-alerts.ts';
import { jobsAmong, sampleBridge, type Scenario } from '../../samples/sample-bridge.ts';
import { SAMPLE_PORTALS, sampleAccounts, sampleJob } from '../../samples/sample-data.ts';
import { sampleFlows } from '../../samples/sample-flows.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { HomePage } from './home-page.tsx';

const noJobs = { items: [], nextCursor: null };
const published = () => ({ items: sampleFlows().map((flow) => ({ ...flow, inputCount: 0, results: [] })) });
const newcomer = (answers: Scenario['answers'] = {}): Scenario => ({
  answers: { listJobs: () => noJobs, listSessions: () => [], listFlows: () => ({ items: [] }), ...answers },
});

async function open(scenario: Scenario) {
  const bridge = sampleBridge(scenario);
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(<HomePage />, { bridge });
  return { screen, request };
}

test('a new organisation is led to its first portal and sees no empty bands', async () => {
  const { screen } = await open(newcomer());
  await expect.element(screen.getByRole('heading', { name: 'Primeros pasos' })).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'Conectar un portal' }))
    .toHaveAttribute('href', expect.stringContaining('/portales'));
  await expect.element(screen.getByRole('button', { name: 'Ejecutar' })).toHaveAttribute('aria-disabled', 'true');
  await expect.element(screen.getByRole('heading', { name: 'Te necesitan' })).not.toBeInTheDocument();
});

test('steps tick by what is there, and the last one runs the flow from here', async () => {
  const { screen, request } = await open(
    newcomer({ listSessions: () => sampleAccounts().slice(0, 1), listFlows: published }),
  );
  await expect.element(screen.getByText('Hecho').first()).toBeVisible();
  expect(screen.getByText('Hecho').elements()).toHaveLength(2);
  await screen.getByRole('button', { name: 'Ejecutar' }).click();
  await expect.poll(() => request.mock.calls.some(([route]) => route === 'run')).toBe(true);
});

test('the steps stay until something completed, and go then', async () => {
  const trying = await open(newcomer({ listJobs: jobsAmong([sampleJob(1, 'failed', 'page_timeout')]) }));
  await expect.element(trying.screen.getByRole('link', { name: 'Ver ejecución' })).toBeVisible();
  await expect.element(trying.screen.getByRole('heading', { name: 'Te necesitan' })).toBeVisible();
  await trying.screen.unmount();
  const jobs = [
    ...Array.from({ length: 8 }, (_, at) => sampleJob(at, 'failed', 'page_timeout')),
    sampleJob(9, 'completed'),
  ];
  const { screen } = await open(newcomer({ listJobs: jobsAmong(jobs) }));
  await expect.element(screen.getByRole('heading', { name: 'Te necesitan' })).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: 'Primeros pasos' })).not.toBeInTheDocument();
});

test('«Todo en orden» is not said while what could say otherwise has not answered', async () => {
  const away = new AppError('database_unavailable', 'Away.', { hint: '' });
  const { screen } = await open({ failing: { listSessions: away } });
  await expect.element(screen.getByText('La base de datos no responde.')).toBeVisible();
  await expect.element(screen.getByText(/Todo en orden/)).not.toBeInTheDocument();
});

test('flows that fail most lead to what failed; a paused portal that holds something back asks for somebody', async () => {
  const paused = { at: new Date().toISOString(), by: 'María Quiroga', waiting: 3 };
  const listProviders = () => SAMPLE_PORTALS.map((portal, at) => (at === 0 ? { ...portal, paused } : portal));
  const { screen } = await open({ answers: { listProviders } });
  await expect
    .element(screen.getByRole('link', { name: '4 fallidas de las últimas 10' }))
    .toHaveAttribute('href', expect.stringContaining('status=failed'));
  await expect.element(screen.getByText('Cargill está en pausa')).toBeVisible();
  await expect.element(screen.getByText('3 ejecuciones esperan')).toBeVisible();
});

test('«Ya lo vi» tells the server, and what was noticed leaves the list', async () => {
  let seen = false;
  const acknowledged = { at: new Date().toISOString(), by: 'María Quiroga' };
  const { screen, request } = await open({
    answers: {
      listAlerts: () => ({ items: [{ ...sampleAlert(), acknowledged: seen ? acknowledged : null }] }),
      acknowledgeAlert: () => {
        seen = true;
        return { ...sampleAlert(), acknowledged };
      },
    },
  });
  await expect.element(screen.getByText('AgroData falla más que de costumbre')).toBeVisible();
  await screen.getByRole('button', { name: 'Ya lo vi' }).click();
  await expect.element(screen.getByText('AgroData falla más que de costumbre')).not.toBeInTheDocument();
  expect(request).toHaveBeenCalledWith('acknowledgeAlert', { params: { alertId: sampleAlert().id } });
});
