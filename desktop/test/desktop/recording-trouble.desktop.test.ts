import type { ElectronApplication, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, type ApiClient } from '../../../infrastructure/test/stack/api-client.ts';
import type { StackEnv } from '../../../infrastructure/test/stack/local-stack.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { embeddedPage, embeddedPages } from './kit/capture-screen.ts';
import { whyNoElectron } from './kit/electron-binary.ts';
import { enter } from './kit/enter.ts';
import { expectElement } from './kit/expect-element.ts';
import { clickByApp, clickSeen, pressIn } from './kit/recorded-page.ts';
import { sharedStack } from './kit/shared-stack.ts';
import { startApp, type StartedApp } from './kit/start-app.ts';

const why = whyNoElectron();
const SECRET = 'Zq9-clave-que-nadie-guarda';

interface StoredDraft {
  document: { steps: ({ type: string } & Record<string, unknown>)[] };
}

describe.skipIf(why !== null)(`recording where it is not plain${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let stack: StackEnv;
  let demo: ApiClient;
  let desktop: StartedApp;
  let app: ElectronApplication;
  let page: Page;
  let flowId: string;

  beforeAll(async () => {
    stack = await sharedStack();
    demo = await signIn(stack.API_URL, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
    const { body } = await demo.call<{ id: string }>('POST', '/api/providers', {
      name: 'Portal sin sesión',
      slug: `sin-sesion-${Date.now()}`,
      baseUrl: `${stack.PORTAL_URL}/ingresar`,
    });
    const made = await demo.call<{ flowId: string }>('POST', '/api/flows', {
      providerId: body.id,
      name: 'Sin sesión',
      version: '1.0.0',
      steps: [{ id: 's1', type: 'navigate', url: `${stack.PORTAL_URL}/ingresar` }],
    });
    flowId = made.body.flowId;
    desktop = await startApp();
    ({ app, page } = desktop);
    await enter(page, stack);
    await page.evaluate(`location.hash = '#/flujos/${flowId}/editar?modo=grabar'`);
  });
  afterAll(() => desktop?.close());

  const stepsOf = async (): Promise<StoredDraft['document']['steps']> =>
    (await demo.call<StoredDraft>('GET', `/api/flows/${flowId}/draft`)).body.document.steps;
  const typesOf = async (): Promise<string[]> => (await stepsOf()).map(({ type }) => type);
  const lineOf = (name: RegExp) => page.getByRole('treeitem', { name });

  it('without a stored login it says so, and a password that is typed stays in the page', async () => {
    await expectElement(page.getByText(/^No hay una sesión guardada de Portal sin sesión\./)).toBeVisible();
    const portal = await embeddedPage(app, /\/ingresar$/);
    await clickSeen(page, portal, portal.locator('#usuario'));
    await portal.keyboard.type('proveedor');
    await clickSeen(page, portal, portal.locator('#clave'));
    await portal.keyboard.type(SECRET);
    await clickSeen(page, portal, portal.locator('button[type=submit]'));
    await expectElement(lineOf(/Hacer clic/)).toBeVisible();
    await expect.poll(typesOf, { timeout: 20_000 }).toEqual(['navigate', 'fill', 'fillSecret', 'click']);
    expect(JSON.stringify(await stepsOf())).not.toContain(SECRET);
    await lineOf(/Escribir un secreto/).click();
    await expectElement(page.getByText(/^Detectamos una contraseña\./)).toBeVisible();
    expect(await page.content()).not.toContain(SECRET);
  });

  it('F8 pauses and goes on, also while the page of the portal has the focus', async () => {
    const portal = await embeddedPage(app, /\/ingresar/);
    await pressIn(app, 'F8');
    await expectElement(page.getByText(/^Grabación en pausa\./)).toBeVisible();
    await clickSeen(page, portal, portal.locator('#usuario'));
    await portal.keyboard.type('no se anota');
    await pressIn(app, 'F8');
    await expectElement(page.getByText(/^Grabando en /)).toBeVisible();
    await page.getByRole('textbox', { name: 'Dirección' }).fill(`${stack.PORTAL_URL}/pruebas/ventana`);
    await page.getByRole('textbox', { name: 'Dirección' }).press('Enter');
    await embeddedPage(app, /\/pruebas\/ventana$/);
    await expectElement(lineOf(/Abrir página.*ventana/)).toBeVisible();
    expect(JSON.stringify(await stepsOf())).not.toContain('no se anota');
  });

  it('what is done in a window that the portal opens is recorded in it', async () => {
    const portal = await embeddedPage(app, /\/pruebas\/ventana$/);
    await clickSeen(page, portal, portal.locator('#abrir'));
    const opened = await embeddedPage(app, /\/ingresar/);
    await expectElement(opened.locator('#usuario')).toBeVisible();
    await clickSeen(page, opened, opened.locator('#usuario'));
    await opened.keyboard.type('ventana');
    await clickSeen(page, opened, opened.locator('#clave'));
    const inWindow = async (): Promise<object[]> => (await stepsOf()).filter((step) => step['page'] === 'page2');
    await expect
      .poll(inWindow, { timeout: 20_000 })
      .toEqual([expect.objectContaining({ type: 'fill', value: 'ventana' })]);
    expect((await stepsOf()).find((step) => step['opens'] === 'page2')).toMatchObject({ type: 'click' });
  });

  it('the right mouse button offers what no click says', async () => {
    await app.evaluate(({ Menu }) => {
      // Nobody can click in a list of the system: the third entry is taken for them.
      Menu.prototype.popup = function (this: Electron.Menu) {
        this.items[2]?.click();
      };
    });
    const opened = await embeddedPage(app, /\/ingresar/);
    await clickSeen(page, opened, opened.locator('h1'), 'right');
    await expectElement(lineOf(/Esperar/)).toBeVisible();
    await expect.poll(async () => (await typesOf()).at(-1), { timeout: 20_000 }).toBe('waitFor');
  });

  it('a page that crashes pauses the recording; loaded again, it goes on', async () => {
    await app.evaluate(({ webContents }) => {
      const portal = webContents.getAllWebContents().find((contents) => contents.getURL().endsWith('/pruebas/ventana'));
      portal?.forcefullyCrashRenderer();
    });
    await page
      .getByRole('button', { name: /Ingreso en otra ventana|Página/ })
      .first()
      .click();
    await expectElement(page.getByText(/se cerró de golpe\. La grabación sigue/)).toBeVisible();
    await page.getByRole('group', { name: 'Página del portal' }).getByRole('button', { name: 'Recargar' }).click();
    await expectElement(page.getByText(/^Grabando en /)).toBeVisible();
    const before = (await typesOf()).length;
    // Playwright gives a page that crashed up for good.
    await clickByApp(app, page, '#abrir');
    await expect.poll(async () => (await typesOf()).slice(before), { timeout: 20_000 }).toContain('click');
  });

  it('ending it leaves nothing of the browser, and the draft as it was recorded', async () => {
    const before = await typesOf();
    await page.getByRole('button', { name: 'Terminar' }).click();
    await waitFor('the embedded browser to be gone', () => embeddedPages(app).length === 0);
    expect(await typesOf()).toEqual(before);
    // By now everything is saved: neither the password nor what was typed in the pause.
    for (const text of [SECRET, 'no se anota']) expect(JSON.stringify(await stepsOf())).not.toContain(text);
  });
});
