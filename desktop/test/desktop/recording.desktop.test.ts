import type { ElectronApplication, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countClicks } from '../../../infrastructure/test/console/console-page.ts';
import { signIn, type ApiClient } from '../../../infrastructure/test/stack/api-client.ts';
import type { StackEnv } from '../../../infrastructure/test/stack/local-stack.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { embeddedPage, embeddedPages } from './kit/capture-screen.ts';
import { whyNoElectron } from './kit/electron-binary.ts';
import { enter } from './kit/enter.ts';
import { expectElement } from './kit/expect-element.ts';
import { clickSeen, pressIn } from './kit/recorded-page.ts';
import { sharedStack } from './kit/shared-stack.ts';
import { startApp, type StartedApp } from './kit/start-app.ts';

const why = whyNoElectron();
const PORTAL_NAME = 'Portal que se graba';

interface StoredDraft {
  document: { steps: ({ type: string } & Record<string, unknown>)[] };
}

describe.skipIf(why !== null)(`recording at a portal${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let stack: StackEnv;
  let demo: ApiClient;
  let desktop: StartedApp;
  let providerId: string;
  let flowId = '';

  beforeAll(async () => {
    stack = await sharedStack();
    demo = await signIn(stack.API_URL, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
    // A portal of its own: the login at the usual one is what other tests capture and let expire meanwhile.
    const { body } = await demo.call<{ id: string }>('POST', '/api/providers', {
      name: PORTAL_NAME,
      slug: `grabado-${Date.now()}`,
      baseUrl: stack.PORTAL_URL,
    });
    providerId = body.id;
    await signInAtPortal(stack, demo, providerId);
    desktop = await startApp();
    await enter(desktop.page, stack);
  });
  afterAll(() => desktop?.close());

  const stepsOf = async (): Promise<StoredDraft['document']['steps']> =>
    (await demo.call<StoredDraft>('GET', `/api/flows/${flowId}/draft`)).body.document.steps;
  const lineOf = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });
  const portalAt = (app: ElectronApplication, at: RegExp): Promise<Page> => embeddedPage(app, at);

  it('the portal opens with the stored login, at the robot’s size, in a partition of its own', async () => {
    const { app, page } = desktop;
    await page.getByRole('link', { name: 'Flujos' }).first().click();
    await page.getByRole('button', { name: 'Nuevo flujo' }).click();
    await page.getByRole('combobox', { name: 'Portal' }).fill(PORTAL_NAME);
    await page.getByRole('option', { name: PORTAL_NAME }).click();
    await page.getByLabel('Nombre', { exact: true }).fill('Liquidaciones grabadas');
    await page.getByRole('button', { name: 'Grabar en el portal' }).click();
    await expectElement(page.getByText(/^Grabando en .* como .*\. Las contraseñas no se guardan\.$/)).toBeVisible();
    flowId = /flujos\/([0-9a-f-]{36})\/editar/.exec(page.url())?.[1] ?? '';
    const portal = await portalAt(app, /\/inicio$/);
    await expectElement(portal.locator('#usuario-conectado')).toBeVisible();
    expect(await portal.evaluate('[innerWidth, innerHeight, typeof sri, typeof require]')).toEqual([
      1366,
      768,
      'undefined',
      'undefined',
    ]);
    const onDisk = await app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .filter((contents) => contents.getURL().startsWith('http'))
        .map(({ session }) => session.isPersistent()),
    );
    expect(onDisk).toEqual([false]);
  });

  it('what a person does becomes steps of the draft, at once', async () => {
    const { app, page } = desktop;
    const clicks = await countClicks(page);
    const portal = await portalAt(app, /\/inicio$/);
    await clickSeen(page, portal, portal.getByRole('navigation').getByRole('link', { name: 'Liquidaciones' }));
    await portal.waitForURL('**/liquidaciones');
    await expectElement(lineOf(page, /Hacer clic.*Liquidaciones/)).toBeVisible();
    await clickSeen(page, portal, portal.locator('#desde'));
    await portal.keyboard.type('01/01/2025');
    await portal.locator('#campaña').focus();
    await portal.keyboard.type('2024');
    await portal.locator('#especie').focus();
    await portal.keyboard.type('Soja');
    await clickSeen(page, portal, portal.getByRole('button', { name: 'Buscar' }));
    await portal.waitForURL(/especie=Soja/);
    await expectElement(lineOf(page, /Hacer clic.*Buscar/)).toBeVisible();
    await pressIn(app, 'F10');
    await expectElement(page.getByText('Haz clic en la tabla que quieres leer.')).toBeVisible();
    await clickSeen(page, portal, portal.locator('table tbody td').first());
    await expectElement(lineOf(page, /Leer una tabla/)).toBeVisible();
    await page.getByRole('button', { name: 'Terminar' }).click();
    await waitFor('the embedded browser to be gone', () => embeddedPages(app).length === 0);
    // All but the actions in the portal itself.
    expect(await clicks()).toBe(1);
    const done = ['navigate', 'click', 'fill', 'choose', 'choose', 'click', 'extractTable'];
    await expect.poll(async () => (await stepsOf()).map(({ type }) => type), { timeout: 20_000 }).toEqual(done);
  });

  it('published and run as it was recorded, it gets the rows of the table', async () => {
    const { page } = desktop;
    await page.getByRole('button', { name: 'Publicar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
    await expectElement(page.getByText('v1.0.1 está publicada.').first()).toBeVisible();
    const { body } = await demo.call<{ jobId: string }>('POST', '/api/run', { providerId, flowId });
    expect(await demo.ended(body.jobId)).toMatchObject({ status: 'completed' });
    const { body: listed } = await demo.call<{ items: { name: string; url: string }[] }>(
      'GET',
      `/api/jobs/${body.jobId}/artifacts`,
    );
    const table = listed.items.find(({ name }) => name === 'data/tabla.json');
    const answer = await fetch(table?.url ?? '');
    const rows = JSON.parse(await answer.text()) as unknown[];
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).toContain('Soja');
  });

  it('recorded on, it begins where the flow stands; a click that brings a file is a download', async () => {
    const { app, page } = desktop;
    await page.getByRole('button', { name: 'Grabar', exact: true }).click();
    const portal = await portalAt(app, /\/inicio$/);
    await page.getByRole('textbox', { name: 'Dirección' }).fill(`${stack.PORTAL_URL}/liquidaciones`);
    await page.getByRole('textbox', { name: 'Dirección' }).press('Enter');
    await portal.waitForURL('**/liquidaciones');
    const file = portal.getByRole('link', { name: /CSV/ });
    await expectElement(file).toBeVisible();
    await clickSeen(page, portal, file);
    await expectElement(lineOf(page, /Descargar archivo/)).toBeVisible();
    await page.getByRole('button', { name: 'Terminar' }).click();
    await waitFor('the embedded browser to be gone', () => embeddedPages(app).length === 0);
    const added = async (): Promise<string[]> => (await stepsOf()).slice(7).map(({ type }) => type);
    await expect.poll(added, { timeout: 20_000 }).toEqual(['navigate', 'download']);
  });

  it('a login that lies in the browser’s storage comes along', async () => {
    const { app, page } = desktop;
    const { body: portal } = await demo.call<{ id: string }>('POST', '/api/providers', {
      name: 'Portal con almacén',
      slug: `almacen-${Date.now()}`,
      baseUrl: `${stack.PORTAL_URL}/ingresar`,
    });
    const origin = new URL(stack.PORTAL_URL).origin;
    const stored = await demo.call('PUT', `/api/sessions/${portal.id}`, {
      cookies: [{ name: 'idioma', value: 'es', domain: 'localhost' }],
      origins: [{ origin, ...STORED }],
    });
    expect(stored.status).toBe(200);
    const { body: flow } = await demo.call<{ flowId: string }>('POST', '/api/flows', {
      providerId: portal.id,
      name: 'Con almacén',
      version: '1.0.0',
      steps: [{ id: 's1', type: 'navigate', url: `${stack.PORTAL_URL}/ingresar` }],
    });
    await page.evaluate(`location.hash = '#/flujos/${flow.flowId}/editar?modo=grabar'`);
    const opened = await portalAt(app, /\/ingresar$/);
    await expectElement(opened.locator('#usuario')).toBeVisible();
    expect(await opened.evaluate(READ_STORED)).toEqual({
      local: 'local',
      tab: 'de esta pestaña',
      version: 2,
      records: [
        [1, 'acceso'],
        [2, '2027-01-01T00:00:00.000Z'],
      ],
    });
    expect(await opened.evaluate('document.cookie')).toContain('idioma=es');
    await opened.evaluate("sessionStorage.removeItem('turno')");
    await opened.reload();
    expect(await opened.evaluate("sessionStorage.getItem('turno')")).toBeNull();
  });
});

/** Everything that a login may rest on besides cookies, as a capture keeps it. */
const STORED = {
  localStorage: [{ name: 'jwt', value: 'local' }],
  sessionStorage: [{ name: 'turno', value: 'de esta pestaña' }],
  indexedDB: [
    {
      name: 'sesion',
      version: 2,
      stores: [
        {
          name: 'fichas',
          autoIncrement: false,
          keyPath: 'id',
          indexes: [{ name: 'por-tipo', keyPath: 'tipo', multiEntry: false, unique: false }],
          records: [
            { value: { id: 1, tipo: 'acceso' } },
            {
              valueEncoded: {
                o: [
                  { k: 'id', v: 2 },
                  { k: 'vence', v: { d: '2027-01-01T00:00:00.000Z' } },
                ],
                id: 1,
              },
            },
          ],
        },
      ],
    },
  ],
};
const READ_STORED = `new Promise((resolve) => {
  const opening = indexedDB.open('sesion');
  opening.onsuccess = () => {
    const all = opening.result.transaction('fichas').objectStore('fichas').getAll();
    all.onsuccess = () => resolve({
      local: localStorage.getItem('jwt'),
      tab: sessionStorage.getItem('turno'),
      version: opening.result.version,
      records: all.result.map(({ id, tipo, vence }) => [id, tipo ?? vence.toISOString()]),
    });
  };
})`;

/** A login at the practice portal, and its session stored as a capture would. */
async function signInAtPortal(stack: StackEnv, demo: ApiClient, providerId: string): Promise<void> {
  const answer = await fetch(`${stack.PORTAL_URL}/ingresar`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ usuario: 'proveedor', clave: 'practica2026' }),
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
  await demo.connect(providerId, [{ name, value, domain: 'localhost' }]);
}
