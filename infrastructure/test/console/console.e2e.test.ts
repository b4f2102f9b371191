import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { expect as expectElement } from 'playwright/test';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { layoutFaults } from '../../../desktop/renderer/gallery/layout-faults.ts';
import { signIn as apiSignIn, type ApiClient } from '../stack/api-client.ts';
import { makeHome, startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import {
  accessFaults,
  countClicks,
  fillIn,
  launchBrowser,
  openConsole,
  signIn,
  type ConsoleOptions,
} from './console-page.ts';
import { startGate } from './gate.ts';

const home = makeHome();
let stack: LocalStack;
let browser: Browser;
let demo: ApiClient;

beforeAll(async () => {
  stack = await startLocalStack(home);
  browser = await launchBrowser();
  demo = await apiSignIn(stack.env.API_URL, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function open(options: ConsoleOptions = {}) {
  const console = await openConsole(browser, options);
  onTestFinished(() => console.context.close());
  return console;
}

/** The console as the demo user has it in front of them, at Inicio. */
async function inside(options: ConsoleOptions = {}, url = stack.env.API_URL): Promise<Page> {
  const { page } = await open(options);
  await signIn(page, url, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD);
  return page;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

describe('the way in', () => {
  test('the link of npm start signs in, once, and leaves no code in the address', async () => {
    const link = /https?:\S+#\/entrar\?codigo=\S+/.exec(stack.started.output)?.[0] ?? '';
    const { page, said } = await open();
    await page.goto(link);
    await expectElement(heading(page, 'Inicio')).toBeVisible();
    expect(page.url()).not.toContain('codigo');
    expect(said).toEqual([]);
    const second = await open();
    await second.page.goto(link);
    await expectElement(second.page.getByText('El enlace ya se usó o venció.')).toBeVisible();
    expect(second.page.url()).not.toContain('codigo=');
  });

  test('a wrong password is told at its field, and the right one then leads where one wanted to go', async () => {
    const { page, said } = await open();
    await page.goto(`${stack.env.API_URL}/#/robots`);
    await fillIn(page, stack.env.DEMO_EMAIL, 'no es esta');
    await expectElement(page.getByText('El correo o la contraseña no coinciden.')).toBeVisible();
    await expectElement(page.getByLabel('Correo')).toHaveValue(stack.env.DEMO_EMAIL);
    await fillIn(page, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD);
    await expectElement(heading(page, 'Robots')).toBeVisible();
    expect(said).toEqual([]);
  });

  test('R36 what signs the person in is out of reach for scripts', async () => {
    const page = await inside();
    const cookies = await page.context().cookies();
    for (const name of ['sri_session', 'sri_refresh']) {
      expect(cookies.find((cookie) => cookie.name === name)).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    }
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/eyJ|srr_/);
  });

  test('a sign-in that has ended is renewed over the page, and one is where one was', async () => {
    const page = await inside();
    await page.getByRole('link', { name: 'Robots' }).click();
    await page.context().clearCookies();
    const dialog = page.getByRole('dialog', { name: 'Tu sesión terminó' });
    await expectElement(dialog).toBeVisible({ timeout: 30_000 });
    await dialog.getByLabel('Contraseña').fill(stack.env.DEMO_PASSWORD);
    await dialog.getByRole('button', { name: 'Iniciar sesión' }).click();
    await expectElement(dialog).toBeHidden();
    await expectElement(heading(page, 'Robots')).toBeVisible();
    await page.reload();
    await expectElement(heading(page, 'Robots')).toBeVisible();
    expect(page.url()).toMatch(/#\/robots$/);
  });

  test('signing out leads to the sign-in page, also after a step back', async () => {
    const page = await inside();
    await page.getByRole('button', { name: /^Cuenta de/ }).click();
    await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
    await expectElement(heading(page, 'Iniciar sesión')).toBeVisible();
    await page.goto(`${stack.env.API_URL}/#/ejecuciones`);
    await expectElement(heading(page, 'Iniciar sesión')).toBeVisible();
    await expectElement(page).toHaveURL(/#\/entrar\?back=/);
    expect(await page.context().cookies()).not.toContainEqual(expect.objectContaining({ name: 'sri_session' }));
  });
});

describe('clicks', () => {
  test('the first execution, with what it read: 1', async () => {
    const page = await inside();
    const clicks = await countClicks(page);
    await page
      .getByRole('link', { name: /Liquidaciones del portal de práctica/ })
      .first()
      .click();
    await expectElement(heading(page, 'Liquidaciones del portal de práctica')).toBeVisible();
    await expectElement(page.getByText('Completada').first()).toBeVisible();
    await expectElement(page.getByText('Leer la tabla, página por página').first()).toBeVisible();
    expect(await clicks()).toBe(1);
  });

  test('why it failed: 1', async () => {
    const providerId = await demo.providerId('practica');
    const body = { providerId, version: '1.0.0', name: 'Botón que ya no está', description: '' };
    const steps = [
      { type: 'navigate', url: `${stack.env.PORTAL_URL}/liquidaciones` },
      { type: 'click', name: 'Exportar la campaña', target: '#exportar-campana', timeoutMs: 1000 },
    ];
    const created = await demo.call<{ flowId: string }>('POST', '/api/flows', { ...body, steps });
    const { flowId } = created.body;
    await demo.call('POST', `/api/flows/${flowId}/activate`);
    const { body: job } = await demo.call<{ jobId: string }>('POST', '/api/run', { providerId, flowId });
    expect(await demo.ended(job.jobId)).toMatchObject({ status: 'failed' });
    const page = await inside();
    const clicks = await countClicks(page);
    // The flow itself may stand among those that fail most.
    await page.locator(`a[href*="/ejecuciones/${job.jobId}"]`).first().click();
    await expectElement(page.getByText('Exportar la campaña').first()).toBeVisible();
    await expectElement(page.getByText(/No apareció/).first()).toBeVisible();
    expect(await clicks()).toBe(1);
  });

  test('from an alert to where one signs in to a portal again: 1', async () => {
    const providerId = await demo.providerId('practica');
    // A login that the portal no longer knows.
    await demo.connect(providerId, [{ name: 'sesion', value: 'vencida', domain: 'localhost' }]);
    expect(await demo.ended(await demo.run(providerId))).toMatchObject({ status: 'needs_login' });
    const page = await inside();
    const clicks = await countClicks(page);
    await page.getByRole('button', { name: 'Volver a iniciar sesión' }).first().click();
    const link = page.getByRole('dialog').getByRole('link', { name: 'Abrir la app' });
    await expectElement(link).toHaveAttribute('href', `sri://portales/${providerId}/sesion`);
    expect(await clicks()).toBe(1);
  });
});

test('while the control plane is away the page says so and can be read; it is back by itself', async () => {
  const gate = await startGate(stack.env.API_URL);
  onTestFinished(() => gate.shut());
  const page = await inside({}, gate.url);
  const status = page.getByRole('contentinfo');
  await expectElement(status).toContainText('Conectado');
  await expectElement(page.getByRole('heading', { name: 'Te necesitan' })).toBeVisible({ timeout: 30_000 });
  await gate.shut();
  await expectElement(status).toContainText('Sin conexión', { timeout: 30_000 });
  await expectElement(page.getByRole('heading', { name: 'Te necesitan' })).toBeVisible();
  await gate.open();
  await expectElement(status).toContainText('Conectado', { timeout: 30_000 });
  expect(page.url()).toBe(`${gate.url}/#/`);
});

test('language and theme change at once and are kept', async () => {
  const page = await inside();
  const choose = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /Usuario de demostración/ }).click();
    await page.getByRole('menuitemradio', { name, exact: true }).click();
    await page.keyboard.press('Escape');
  };
  await choose('English');
  await expectElement(heading(page, 'Home')).toBeVisible();
  await choose('Dark');
  const html = page.locator('html');
  await expectElement(html).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expectElement(heading(page, 'Home')).toBeVisible();
  await expectElement(html).toHaveAttribute('data-theme', 'dark');
  await expectElement(html).toHaveAttribute('lang', 'en');
  expect(await page.title()).toBe('Home · SRI');
});

describe.each<ConsoleOptions>([
  { language: 'es', theme: 'light', width: 1024, height: 680 },
  { language: 'en', theme: 'dark', width: 1440, height: 900 },
])('$language, $theme, $width x $height', (options) => {
  test('every real screen is whole and keeps nobody out', async () => {
    const page = await inside(options);
    const links = page.getByRole('navigation').first().getByRole('link');
    const places = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash));
    const { body } = await demo.call<{ items: { jobId: string }[] }>('GET', '/api/jobs');
    const jobs = body.items.slice(0, 2).map(({ jobId }) => `#/ejecuciones/${jobId}`);
    const faults: string[] = [];
    for (const place of [...places, ...jobs]) {
      await page.goto(`${stack.env.API_URL}/${place}`);
      await expectElement(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectElement(page.getByRole('status', { name: /^(?:Cargando|Loading)$/ })).toHaveCount(0);
      const found = [...(await accessFaults(page)), ...(await page.evaluate(layoutFaults))];
      faults.push(...found.map((fault) => `${place} ${fault}`));
    }
    expect(places.length).toBeGreaterThanOrEqual(5);
    expect(faults).toEqual([]);
  });
});
