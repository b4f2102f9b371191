import { AppError } from '@sri/shared/errors.ts';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderInApp } from '../test/render-in-app.tsx';
import { sampleBridge } from '../samples/sample-bridge.ts';
import { sampleDetail, sampleId, sampleJob, sampleSteps } from '../samples/sample-data.ts';
import { RegisterForm } from './account/register-form.tsx';
import { SignInForm } from './account/sign-in-form.tsx';
import { HomePage } from './home/home-page.tsx';
import { JobPage } from './jobs/job-page.tsx';
import { JobsPage, type JobsPageProps } from './jobs/jobs-page.tsx';
import { LogView } from './jobs/log-view.tsx';

const nothing = (): void => undefined;

describe('signing in', () => {
  test('a wrong password is told at the field, in words, and the form keeps what was typed', async () => {
    const failing = { login: new AppError('invalid_credentials', 'E-mail or password is wrong.', { hint: '' }) };
    const onDone = vi.fn<() => void>();
    const { screen } = await renderInApp(<SignInForm onDone={onDone} />, { bridge: sampleBridge({ failing }) });
    await screen.getByLabelText('Correo').fill('maria@agricoladelvalle.com.ar');
    await screen.getByLabelText('Contraseña').fill('no es esta');
    await screen.getByRole('button', { name: 'Iniciar sesión' }).click();
    await expect.element(screen.getByText(/no coinciden/)).toBeVisible();
    await expect.element(screen.getByLabelText('Correo')).toHaveValue('maria@agricoladelvalle.com.ar');
    expect(onDone).not.toHaveBeenCalled();
  });

  test('an unreachable server is told for the whole form, with what happens next', async () => {
    const failing = { login: new AppError('server_unreachable', 'No answer.', { hint: '' }) };
    const { screen } = await renderInApp(<SignInForm email="maria@agricoladelvalle.com.ar" onDone={nothing} />, {
      bridge: sampleBridge({ failing }),
    });
    await screen.getByLabelText('Contraseña').fill('una contraseña larga');
    await screen.getByRole('button', { name: 'Iniciar sesión' }).click();
    await expect.element(screen.getByText(/No hay conexión con el servidor/)).toBeVisible();
  });

  test('registering asks for ten characters before it asks the server', async () => {
    const bridge = sampleBridge();
    const request = vi.spyOn(bridge, 'request');
    const { screen } = await renderInApp(<RegisterForm onDone={nothing} />, { bridge });
    await screen.getByLabelText('Organización').fill('Agrícola del Valle');
    await screen.getByLabelText('Tu nombre').fill('María Quiroga');
    await screen.getByLabelText('Correo').fill('maria@agricoladelvalle.com.ar');
    await screen.getByLabelText('Contraseña').fill('corta');
    await screen.getByRole('button', { name: 'Registrar' }).click();
    await expect.element(screen.getByText('Usa al menos 10 caracteres.')).toBeVisible();
    expect(request).not.toHaveBeenCalled();
  });
});

describe('executions', () => {
  test('a part that fails says so and tries again', async () => {
    const failing: Record<string, AppError> = { listJobs: new AppError('database_unavailable', 'Away.', { hint: '' }) };
    const { screen } = await renderInApp(<JobsPage search={{ view: 'all' }} onSearch={nothing} />, {
      bridge: sampleBridge({ failing }),
    });
    await expect.element(screen.getByText('La base de datos no responde.')).toBeVisible();
    delete failing['listJobs'];
    await screen.getByRole('button', { name: 'Reintentar' }).click();
    await expect.element(screen.getByRole('grid', { name: 'Ejecuciones' })).toBeVisible();
  });

  test('filters that nothing fits offer to be removed', async () => {
    const onSearch = vi.fn<JobsPageProps['onSearch']>();
    const { screen } = await renderInApp(<JobsPage search={{ view: 'all', q: 'trigo candeal' }} onSearch={onSearch} />);
    await expect.element(screen.getByText('Nada coincide con estos filtros')).toBeVisible();
    await screen.getByRole('button', { name: 'Quitar filtros' }).last().click();
    expect(onSearch).toHaveBeenCalledWith({ view: 'all' });
  });

  test('X asks before it stops, and the server is told', async () => {
    const answers = { getJob: () => sampleDetail(sampleJob(0, 'running'), sampleSteps(6, 'running')) };
    const bridge = sampleBridge({ answers });
    const request = vi.spyOn(bridge, 'request');
    const { screen } = await renderInApp(<JobPage jobId={sampleId(4800)} />, { bridge });
    await expect.element(screen.getByRole('heading', { name: 'Liquidaciones diarias' })).toBeVisible();
    await userEvent.keyboard('x');
    await expect.element(screen.getByRole('alertdialog').getByText('¿Detener esta ejecución?')).toBeVisible();
    await screen.getByRole('alertdialog').getByRole('button', { name: 'Detener' }).click();
    await expect.element(screen.getByText('Se pidió detener la ejecución.')).toBeVisible();
    expect(request).toHaveBeenCalledWith('cancelJob', { params: { id: sampleId(4800) }, body: {} });
  });

  test('without a connection acts are disabled and say why', async () => {
    const bridge = sampleBridge({ connection: { online: false, retryAt: null } });
    const { screen } = await renderInApp(<JobPage jobId={sampleId(4800)} />, { bridge });
    await expect.element(screen.getByRole('button', { name: 'Reintentar' })).toHaveAttribute('aria-disabled', 'true');
  });

  test('a log of 50,000 lines keeps only those in sight', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => ({
      at: index,
      level: 'info' as const,
      text: `Liquidación ${index}`,
    }));
    const { screen } = await renderInApp(<LogView lines={lines} growing />);
    await expect.element(screen.getByText('Liquidación 49999')).toBeVisible();
    expect(document.querySelectorAll('[aria-label="Registro de la ejecución"] > div > div').length).toBeLessThan(120);
  });
});

test('Inicio puts what needs somebody first, each with its way', async () => {
  const { screen } = await renderInApp(<HomePage />);
  await expect.element(screen.getByRole('heading', { name: 'Te necesitan' })).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Revisar' }).first()).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'Ver sesión' }).first())
    .toHaveAttribute('href', expect.stringContaining('/portales?portal='));
});
