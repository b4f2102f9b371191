import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '@sri/shared/errors.ts';
import type { Bridge } from '../lib/bridge.ts';
import { sampleBridge } from '../samples/sample-bridge.ts';
import { SAMPLE_ME, SAMPLE_PORTALS, sampleAccounts, sampleId, sampleJobs } from '../samples/sample-data.ts';
import { renderInApp } from '../test/render-in-app.tsx';
import { FlowPage } from './flows/flow-page.tsx';
import { FlowsPage } from './flows/flows-page.tsx';
import { JobsPage, type JobsPageProps } from './jobs/jobs-page.tsx';
import { PortalsPage } from './providers/portals-page.tsx';

const nothing = (): void => undefined;

async function faults(): Promise<string[]> {
  // Colours fade in; what is measured is where they arrive.
  const fading = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(fading.map((one) => one.finished));
  const { violations } = await axe.run(document.body, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

function spied(bridge: Bridge) {
  return { bridge, request: vi.spyOn(bridge, 'request'), saveFile: vi.spyOn(bridge, 'saveFile') };
}

describe('running a flow', () => {
  const open = async (bridge: Bridge) => {
    const { screen } = await renderInApp(<FlowsPage search={{}} onSearch={nothing} />, { bridge });
    await screen
      .getByRole('row', { name: /Liquidaciones diarias/ })
      .getByRole('button', { name: 'Ejecutar' })
      .click();
    await expect.element(screen.getByRole('dialog')).toBeVisible();
    return screen;
  };
  const runs = (request: ReturnType<typeof spied>['request']) =>
    request.mock.calls.filter(([route]) => route === 'run').map(([, input]) => input);

  test('R25 two clicks with what is there already, under a key of its own', async () => {
    const { bridge, request } = spied(sampleBridge());
    const screen = await open(bridge);
    expect(await faults()).toEqual([]);
    await screen.getByRole('dialog').getByRole('button', { name: 'Ejecutar' }).click();
    await expect.element(screen.getByText('«Liquidaciones diarias» quedó en cola.')).toBeVisible();
    const [input] = runs(request) as { headers: Record<string, string>; body: { inputs: object } }[];
    expect(input?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(input?.body.inputs).toMatchObject({ desde: '2026-11-01', campaña: '2025/26' });
  });

  test('R25 the same call again has the same key, a changed one another', async () => {
    const failing: Record<string, AppError> = { run: new AppError('server_unreachable', 'Away.', { hint: '' }) };
    const { bridge, request } = spied(sampleBridge({ failing }));
    const screen = await open(bridge);
    const go = screen.getByRole('dialog').getByRole('button', { name: 'Ejecutar' });
    await go.click();
    await expect.element(screen.getByRole('alert')).toBeVisible();
    await go.click();
    await screen.getByLabelText(/Campaña/).fill('2024/25');
    await go.click();
    await expect.poll(() => runs(request).length).toBe(3);
    const keys = (runs(request) as { headers: Record<string, string> }[]).map(
      ({ headers }) => headers['idempotency-key'],
    );
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test('rows that were pasted become executions; a faulty one is named and holds them back', async () => {
    const { bridge, request } = spied(sampleBridge());
    const screen = await open(bridge);
    await screen.getByRole('button', { name: 'Varias filas' }).click();
    const area = screen.getByLabelText('Filas', { exact: true });
    await area.fill('Desde;Hasta;Precio mínimo\n1/11/2026;24/11/2026;1.234\n2/11/2026;24/11/2026;12,5\n');
    await expect.element(screen.getByText(/Fila 1, Precio mínimo: No sabemos/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Ejecutar 2' })).toBeDisabled();
    expect(await faults()).toEqual([]);
    await screen.getByRole('button', { name: 'Quitar filas' }).click();
    await area.fill('Desde\tHasta\n1/11/2026\t24/11/2026\n2/11/2026\t24/11/2026\n');
    await screen.getByRole('button', { name: 'Ejecutar 2' }).click();
    await expect.element(screen.getByText('Se iniciaron 2 ejecuciones.')).toBeVisible();
    expect(runs(request)[0]).toMatchObject({
      body: {
        rows: [
          { desde: '2026-11-01', hasta: '2026-11-24' },
          { desde: '2026-11-02', hasta: '2026-11-24' },
        ],
      },
    });
  });

  test('a flow that asks for nothing runs at once and can be undone', async () => {
    const answers = {
      listSessions: () =>
        sampleAccounts().map((one) => ({
          ...one,
          providerId: sampleId(103),
          userId: sampleId(1),
          stored: 'yes' as const,
          status: 'active' as const,
          ttlSeconds: 500_000,
        })),
    };
    const { bridge, request } = spied(sampleBridge({ answers }));
    const { screen } = await renderInApp(<FlowsPage search={{}} onSearch={nothing} />, { bridge });
    await expect.poll(() => request.mock.calls.some(([route]) => route === 'listSessions')).toBe(true);
    await screen
      .getByRole('row', { name: /Contratos pendientes/ })
      .getByRole('button', { name: 'Ejecutar' })
      .click();
    await screen.getByRole('button', { name: 'Deshacer' }).click();
    await expect.poll(() => request.mock.calls.some(([route]) => route === 'cancelJob')).toBe(true);
  });

  test('a role that may not run is told so', async () => {
    const answers = {
      getMe: () => ({ ...SAMPLE_ME, role: 'reader' as const, permissions: ['flows:read', 'jobs:read'] }),
    };
    const { screen } = await renderInApp(<FlowsPage search={{}} onSearch={nothing} />, {
      bridge: sampleBridge({ answers }),
    });
    await expect
      .element(screen.getByRole('row', { name: /Liquidaciones diarias/ }).getByRole('button', { name: 'Ejecutar' }))
      .toHaveAttribute('aria-disabled', 'true');
  });
});

test('an older version is published again after a word on what that changes', async () => {
  const { bridge, request } = spied(sampleBridge());
  const { screen } = await renderInApp(<FlowPage flowId={sampleId(300)} />, { bridge });
  await screen.getByRole('button', { name: 'Volver a v1.2.0' }).click();
  await expect.element(screen.getByText(/las que están en curso siguen con v1.3.0/)).toBeVisible();
  await screen.getByRole('button', { name: 'Volver a esta versión' }).click();
  await expect.element(screen.getByText('v1.2.0 está publicada.')).toBeVisible();
  expect(request).toHaveBeenCalledWith('activateFlow', { params: { id: sampleId(300) }, body: { version: '1.2.0' } });
});

describe('the list of executions', () => {
  test('all of one cause are retried with three clicks', async () => {
    const { bridge, request } = spied(sampleBridge());
    const onSearch = vi.fn<JobsPageProps['onSearch']>();
    const { screen } = await renderInApp(<JobsPage search={{ view: 'all' }} onSearch={onSearch} />, { bridge });
    await screen.getByRole('button', { name: 'Agrupar por causa' }).click();
    expect(onSearch).toHaveBeenCalledWith({ view: 'all', group: 'cause' });
    const grouped = await renderInApp(<JobsPage search={{ view: 'all', group: 'cause' }} onSearch={onSearch} />, {
      bridge,
    });
    await grouped.screen
      .getByRole('button', { name: /^Reintentar \d/ })
      .first()
      .click();
    await grouped.screen.getByRole('alertdialog').getByRole('button', { name: 'Reintentar' }).click();
    await expect.poll(() => request.mock.calls.some(([route]) => route === 'retryJob')).toBe(true);
  });

  test('R56 what the filters show is saved as a table that no spreadsheet runs', async () => {
    const answers = {
      listJobs: () => ({
        items: sampleJobs(3).map((job) => ({ ...job, flowName: '=HYPERLINK("http://x")' })),
        nextCursor: null,
      }),
    };
    const { bridge, saveFile } = spied(sampleBridge({ answers }));
    const { screen } = await renderInApp(<JobsPage search={{ view: 'all' }} onSearch={nothing} />, { bridge });
    await screen.getByRole('button', { name: 'Exportar CSV' }).click();
    await expect.poll(() => saveFile.mock.calls.length).toBe(1);
    const text = decodeURIComponent(saveFile.mock.calls[0]?.[1] ?? '');
    expect(text).toContain('Identificador;Estado;Flujo');
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  test('keys: J leads into the rows, Space selects, X asks before stopping', async () => {
    const { screen } = await renderInApp(<JobsPage search={{ view: 'all' }} onSearch={nothing} />);
    await expect.element(screen.getByRole('grid', { name: 'Ejecuciones' })).toBeVisible();
    await userEvent.keyboard('j ');
    await expect.element(screen.getByText('1 seleccionada')).toBeVisible();
    await userEvent.keyboard('x');
    await expect.element(screen.getByRole('alertdialog').getByText('¿Detener esta ejecución?')).toBeVisible();
  });
});

describe('portals', () => {
  const page = (chosen = SAMPLE_PORTALS[0]?.id) => <PortalsPage chosen={chosen} onChoose={nothing} />;

  test('name and address are enough; a taken name is told at its field', async () => {
    const failing: Record<string, AppError> = {};
    const { bridge, request } = spied(sampleBridge({ failing }));
    const { screen } = await renderInApp(page(), { bridge });
    await screen.getByRole('button', { name: 'Agregar portal' }).click();
    await screen.getByLabelText('Nombre').fill('Acopio del Sur');
    await screen.getByLabelText('Dirección de inicio').fill('acopio');
    await screen.getByRole('button', { name: 'Guardar' }).click();
    await expect.element(screen.getByText(/Escribe la dirección completa/)).toBeVisible();
    expect(await faults()).toEqual([]);
    await screen.getByLabelText('Dirección de inicio').fill('portal.acopiodelsur.com.ar');
    failing['createProvider'] = new AppError('conflict', 'Taken.', { hint: '' });
    await screen.getByRole('button', { name: 'Guardar' }).click();
    await expect.element(screen.getByText(/Ya hay un portal con ese nombre/)).toBeVisible();
    delete failing['createProvider'];
    await screen.getByRole('button', { name: 'Guardar' }).click();
    await expect.element(screen.getByText('Portal agregado.')).toBeVisible();
    expect(request).toHaveBeenLastCalledWith('listProviders', {});
    expect(request).toHaveBeenCalledWith('createProvider', {
      body: {
        slug: 'acopio-del-sur',
        name: 'Acopio del Sur',
        baseUrl: 'https://portal.acopiodelsur.com.ar/',
        loginUrl: null,
        domains: [],
        maxPerAccount: 1,
      },
    });
  });

  test('a robot tries the session, and what it found is told beside it', async () => {
    const { screen } = await renderInApp(page());
    await screen
      .getByRole('row', { name: /María Quiroga/ })
      .getByRole('button', { name: 'Probar ahora' })
      .click();
    await expect.element(screen.getByText(/Funciona en robot-02/).first()).toBeVisible();
  });

  test('a former session is restored after a word on what that changes', async () => {
    const { bridge, request } = spied(sampleBridge());
    const { screen } = await renderInApp(page(), { bridge });
    await screen.getByRole('row', { name: /María Quiroga/ }).click();
    await screen.getByRole('button', { name: 'Restaurar' }).first().click();
    await screen.getByRole('alertdialog').getByRole('button', { name: 'Restaurar' }).click();
    await expect.element(screen.getByText('Se restauró la versión 2.')).toBeVisible();
    expect(request).toHaveBeenCalledWith('restoreSession', {
      params: { providerId: SAMPLE_PORTALS[0]?.id, sessionVersion: 2 },
    });
  });

  test("another person's session cannot be renewed, and says whose it is", async () => {
    const { screen } = await renderInApp(page(SAMPLE_PORTALS[2]?.id));
    await expect
      .element(screen.getByRole('row', { name: /Lucía/ }).getByRole('button', { name: 'Volver a iniciar sesión' }))
      .toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByText('12 ejecuciones en espera por esta sesión').first()).toBeVisible();
  });
});
