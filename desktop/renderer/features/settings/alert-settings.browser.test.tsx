import { AppError } from '@sri/shared/errors.ts';
import { expect, test, vi } from 'vitest';
import { sampleAlertSettings } from '../../samples/sample-alerts.ts';
import { sampleBridge, type Scenario } from '../../samples/sample-bridge.ts';
import { SAMPLE_ME } from '../../samples/sample-data.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { SettingsPage } from './settings-page.tsx';

async function open(scenario: Scenario = {}) {
  const bridge = sampleBridge(scenario);
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(<SettingsPage first="alerts" />, { bridge });
  const group = screen.getByRole('group', { name: 'De qué avisar' });
  await expect.element(group).toBeVisible();
  const changes = () =>
    request.mock.calls.filter(([route]) => route === 'changeAlertSettings').map(([, input]) => input);
  return { screen, group, changes };
}

test('a second tick keeps the first, that is still being saved', async () => {
  const { group, changes } = await open({ pending: ['changeAlertSettings'] });
  await expect.element(group.getByRole('checkbox', { name: 'Una sesión está por vencer' })).not.toBeChecked();
  await group.getByRole('checkbox', { name: 'Una ejecución espera demasiado' }).click();
  await group.getByRole('checkbox', { name: 'No hay robots activos' }).click();
  expect(changes()).toEqual([
    { body: { offKinds: ['session_expiring', 'queue_old'] } },
    { body: { offKinds: ['session_expiring', 'queue_old', 'no_workers'] } },
  ]);
});

test('a tick that was refused is taken back', async () => {
  const failing = { changeAlertSettings: new AppError('database_unavailable', 'Away.', { hint: '' }) };
  const { screen, group } = await open({ failing });
  await group.getByRole('checkbox', { name: 'No hay robots activos' }).click();
  await expect.element(screen.getByText('La base de datos no responde.').first()).toBeVisible();
  await expect.element(group.getByRole('checkbox', { name: 'No hay robots activos' })).toBeChecked();
});

test('what is no address is named and not saved; a pasted list is', async () => {
  const { screen, changes } = await open();
  const field = screen.getByRole('textbox', { name: 'Correos que reciben avisos' });
  await field.fill('ana@campo.com.ar, pedro@');
  await screen.getByRole('searchbox').click();
  await expect.element(screen.getByText('«pedro@» no es un correo. Corrígelo o quítalo.')).toBeVisible();
  expect(changes()).toEqual([]);
  await field.fill('ana@campo.com.ar; pedro@campo.com.ar ana@campo.com.ar');
  await screen.getByRole('searchbox').click();
  await expect.poll(changes).toEqual([{ body: { emails: ['ana@campo.com.ar', 'pedro@campo.com.ar'] } }]);
});

test('without the right nothing can be changed, and a server without e-mail says so', async () => {
  const { screen, group } = await open({
    answers: {
      getMe: () => ({ ...SAMPLE_ME, role: 'reader', permissions: ['org:read', 'jobs:read'] }),
      getAlertSettings: () => ({ ...sampleAlertSettings(), emailReady: false }),
    },
  });
  await expect.element(screen.getByText(/Este servidor no tiene el correo configurado/)).toBeVisible();
  await expect.element(group.getByRole('checkbox').first()).toHaveAttribute('aria-disabled', 'true');
  await expect.element(screen.getByRole('textbox')).not.toBeInTheDocument();
  await expect.element(screen.getByText(/Lo decide la organización/).first()).toBeVisible();
});
