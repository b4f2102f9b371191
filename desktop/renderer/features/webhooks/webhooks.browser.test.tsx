import { AppError } from '@sri/shared/errors.ts';
import { expect, test, vi } from 'vitest';
import { sampleBridge } from '../../samples/sample-bridge.ts';
import { SAMPLE_ME, sampleId } from '../../samples/sample-data.ts';
import { SAMPLE_SECRET } from '../../samples/sample-webhooks.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { WebhooksPage } from './webhooks-page.tsx';

const nothing = (): void => undefined;
const page = (number = 801) => <WebhooksPage chosen={sampleId(number)} onChoose={nothing} />;

test('a new one is asked for in words, and its secret is shown until it is said to be kept', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(page(), { bridge });
  await screen.getByRole('button', { name: 'Agregar webhook' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByLabelText('Sistema').fill('ERP Cosecha');
  await dialog.getByLabelText('Dirección').fill('https://erp.agricoladelvalle.com.ar/avisos');
  await dialog.getByRole('checkbox', { name: 'Una ejecución se detuvo' }).click();
  await dialog.getByRole('button', { name: 'Agregar', exact: true }).click();
  await expect.element(screen.getByText(SAMPLE_SECRET)).toBeVisible();
  expect(request).toHaveBeenCalledWith('createWebhook', {
    body: {
      name: 'ERP Cosecha',
      url: 'https://erp.agricoladelvalle.com.ar/avisos',
      events: ['job.completed', 'job.failed', 'job.cancelled', 'job.needs_login', 'job.needs_review'],
    },
  });
  await screen.getByRole('button', { name: 'Ya lo guardé' }).click();
  await expect.element(screen.getByText(SAMPLE_SECRET)).not.toBeInTheDocument();
});

test('an address to which nothing may be sent is told at its field, and nothing is sent without one event', async () => {
  const errors = [{ field: 'url', message: 'may not be reached from here (private address)' }];
  const failing = { createWebhook: new AppError('invalid_request', 'url', { hint: '', errors }) };
  const { screen } = await renderInApp(page(), { bridge: sampleBridge({ failing }) });
  await screen.getByRole('button', { name: 'Agregar webhook' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Agregar', exact: true }).click();
  await expect.element(dialog.getByText('Escribe el nombre del sistema.')).toBeVisible();
  await expect.element(dialog.getByText(/Escribe una dirección completa/)).toBeVisible();
  await dialog.getByLabelText('Sistema').fill('ERP');
  await dialog.getByLabelText('Dirección').fill('https://10.0.0.5/avisos');
  await dialog.getByRole('button', { name: 'Agregar', exact: true }).click();
  await expect.element(dialog.getByText(/No se puede enviar a esta dirección/)).toBeVisible();
});

test('one that does not respond says so in the words of the field, and all is sent again with one click', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(page(), { bridge });
  await expect
    .element(screen.getByText('ERP Cosecha no responde. 17 avisos en espera; los datos están a salvo aquí.'))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Reenviar' }).click();
  expect(request).toHaveBeenCalledWith('resendDeliveries', {
    params: { webhookId: sampleId(801) },
    body: { since: expect.any(String) as string },
  });
});

test('one message: what was sent and answered, and again in two clicks', async () => {
  const bridge = sampleBridge();
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(page(802), { bridge });
  await screen.getByRole('grid', { name: 'Avisos enviados' }).getByText('No respondió a tiempo').click();
  const sheet = screen.getByRole('dialog', { name: 'Aviso' });
  await expect.element(sheet.getByText(/"error": "mantenimiento"/)).toBeVisible();
  await expect.element(sheet.getByText(/webhook-signature: v1,••••/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Reenviar' }).click();
  expect(request).toHaveBeenCalledWith('resendDelivery', {
    params: { webhookId: sampleId(802), deliveryId: sampleId(823) },
  });
});

test('a role without the right sees why it cannot', async () => {
  const getMe = () => ({ ...SAMPLE_ME, role: 'operator' as const, permissions: ['webhooks:read' as const] });
  const { screen } = await renderInApp(page(802), { bridge: sampleBridge({ answers: { getMe } }) });
  await expect.element(screen.getByRole('button', { name: 'Editar' })).toHaveAttribute('aria-disabled', 'true');
  await expect.element(screen.getByRole('button', { name: 'Enviar prueba' })).toHaveAttribute('aria-disabled', 'true');
});
