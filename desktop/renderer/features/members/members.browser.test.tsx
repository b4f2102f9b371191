import { AppError } from '@sri/shared/errors.ts';
import { expect, test, vi } from 'vitest';
import { renderInApp } from '../../test/render-in-app.tsx';
import { sampleBridge } from '../../samples/sample-bridge.ts';
import { SAMPLE_ME } from '../../samples/sample-data.ts';
import { SettingsPage } from '../settings/settings-page.tsx';
import { RobotsPage } from '../workers/robots-page.tsx';
import { MembersPage } from './members-page.tsx';

const nothing = (): void => undefined;

test('inviting takes three clicks: open, create the link, copy it', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(<MembersPage tab="members" onTab={nothing} />, { bridge });
  await screen.getByRole('button', { name: 'Invitar' }).click();
  await screen.getByLabelText('Correo').fill('sofia@agricoladelvalle.com.ar');
  await screen.getByRole('button', { name: 'Crear enlace' }).click();
  await expect.element(screen.getByText(/#\/invitacion\/srv_/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Copiar enlace' })).toBeVisible();
  expect(request).toHaveBeenCalledWith('createInvitation', {
    body: { email: 'sofia@agricoladelvalle.com.ar', role: 'operator' },
  });
});

test('an address that has an account is told at its field', async () => {
  const failing = { createInvitation: new AppError('email_taken', 'Taken.', { hint: '' }) };
  const { screen } = await renderInApp(<MembersPage tab="members" onTab={nothing} />, {
    bridge: sampleBridge({ failing }),
  });
  await screen.getByRole('button', { name: 'Invitar' }).click();
  await screen.getByLabelText('Correo').fill('maria@agricoladelvalle.com.ar');
  await screen.getByRole('button', { name: 'Crear enlace' }).click();
  await expect.element(screen.getByText('Ya existe una cuenta con este correo.')).toBeVisible();
});

test('R39 a key lives 90 days unless somebody says otherwise, and is shown until it is said to be kept', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(<MembersPage tab="keys" onTab={nothing} />, { bridge });
  await screen.getByRole('button', { name: 'Crear llave' }).click();
  await screen.getByRole('dialog').getByRole('textbox', { name: 'Nombre' }).fill('ERP Cosecha');
  await screen.getByRole('dialog').getByRole('button', { name: 'Crear llave' }).click();
  await expect.element(screen.getByText('No podremos mostrarla otra vez.')).toBeVisible();
  expect(request).toHaveBeenCalledWith('createApiKey', {
    body: { name: 'ERP Cosecha', role: 'operator', expiresInDays: 90 },
  });
  await screen.getByRole('button', { name: 'Ya la guardé' }).click();
  await expect.element(screen.getByText('No podremos mostrarla otra vez.')).not.toBeInTheDocument();
});

test('a key is revoked only when its name was typed', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(<MembersPage tab="keys" onTab={nothing} />, { bridge });
  await screen.getByRole('button', { name: 'Revocar' }).first().click();
  const confirm = screen.getByRole('button', { name: 'Revocar ahora' });
  await expect.element(confirm).toHaveAttribute('aria-disabled', 'true');
  await screen.getByLabelText(/Escribe el nombre/).fill('ERP Cosecha');
  await confirm.click();
  await expect.element(screen.getByText('La llave «ERP Cosecha» ya no sirve.')).toBeVisible();
  expect(request).toHaveBeenCalledWith('revokeApiKey', { params: { keyId: expect.any(String) as string } });
});

test('a setting of the organisation saves itself when the field is left; for others it is locked, with who can', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const admin = await renderInApp(<SettingsPage first="organisation" />, { bridge });
  const name = admin.screen.getByLabelText('Nombre');
  await name.fill('Agrícola del Sur');
  await admin.screen.getByRole('searchbox').click();
  await expect.element(admin.screen.getByText('Guardado')).toBeVisible();
  expect(request).toHaveBeenCalledWith('changeSettings', { body: { name: 'Agrícola del Sur' } });
  await admin.screen.unmount();
  const getMe = () => ({ ...SAMPLE_ME, role: 'reader' as const, permissions: ['org:read'] });
  const reader = await renderInApp(<SettingsPage first="organisation" />, {
    bridge: sampleBridge({ answers: { getMe } }),
  });
  await expect.element(reader.screen.getByLabelText('Nombre')).toBeDisabled();
  await expect.element(reader.screen.getByText(/Puede cambiarlo: María Quiroga/).first()).toBeVisible();
});

test('a setting is found by its words, without accents', async () => {
  const { screen } = await renderInApp(<SettingsPage />);
  await screen.getByRole('searchbox').fill('region');
  await expect.element(screen.getByText(/Cómo se escriben números/)).toBeVisible();
  await screen.getByRole('searchbox').fill('tractor');
  await expect.element(screen.getByText('Ningún ajuste coincide con «tractor»')).toBeVisible();
});

test('R40 draining is one click in the detail; where organisations share the robot it says who may', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const own = await renderInApp(<RobotsPage />, { bridge });
  await own.screen.getByText('robot-05').click();
  await own.screen.getByRole('button', { name: 'Vaciar' }).click();
  await expect.element(own.screen.getByText(/robot-05 termina lo que tiene/)).toBeVisible();
  expect(request).toHaveBeenCalledWith('drainWorker', { params: { workerId: 'robot-05' } });
  await own.screen.unmount();
  const listWorkers = () => ({ ...sampleWorkers, mayDrain: 'shared' as const });
  const sampleWorkers = await bridge.request('listWorkers', {});
  const shared = await renderInApp(<RobotsPage />, { bridge: sampleBridge({ answers: { listWorkers } }) });
  await shared.screen.getByText('robot-05').click();
  await expect.element(shared.screen.getByRole('button', { name: 'Vaciar' })).toHaveAttribute('aria-disabled', 'true');
});
