import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startGate, type Gate } from '../../../infrastructure/test/console/gate.ts';
import { signIn, type ApiClient } from '../../../infrastructure/test/stack/api-client.ts';
import type { StackEnv } from '../../../infrastructure/test/stack/local-stack.ts';
import type { AppState } from '../../contract/app.ts';
import { captureState, embeddedPage, openCapture, pointAt, typeLogin } from './kit/capture-screen.ts';
import { startClosingPortal } from './kit/closing-portal.ts';
import { whyNoElectron } from './kit/electron-binary.ts';
import { enter } from './kit/enter.ts';
import { expectElement } from './kit/expect-element.ts';
import { sharedStack } from './kit/shared-stack.ts';
import { startApp, type StartedApp } from './kit/start-app.ts';
import { startUntrustedPortal, UNTRUSTED_SUBJECT } from './kit/untrusted-portal.ts';

const why = whyNoElectron();

describe.skipIf(why !== null)(`portals that make trouble${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let stack: StackEnv;
  let demo: ApiClient;
  let gate: Gate;
  let redis: Redis;
  let desktop: StartedApp;

  beforeAll(async () => {
    stack = await sharedStack();
    demo = await signIn(stack.API_URL, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
    redis = new Redis(stack.REDIS_URL);
    gate = await startGate(stack.API_URL);
    desktop = await startApp();
    await enter(desktop.page, { ...stack, API_URL: gate.url });
  });
  afterAll(async () => {
    redis?.disconnect();
    await desktop?.close();
    await gate?.shut();
  });

  /** A portal of the organisation; the demo's app stands on its capture screen. */
  async function captureAt(slug: string, loginUrl: string, baseUrl = loginUrl): Promise<void> {
    const domains = ['localhost', '127.0.0.1'];
    const portal = { slug, name: `Portal ${slug}`, baseUrl, loginUrl, domains };
    const { status, body } = await demo.call<{ id: string }>('POST', '/api/providers', portal);
    expect(status).toBe(201);
    await openCapture(desktop.page, body.id);
  }
  const stored = async (slug: string) => redis.get(redisKeys('').session(demo.orgId, demo.userId, slug));
  const button = (name: string) => desktop.page.getByRole('button', { name, exact: true });
  const proved = () => desktop.page.getByText(/^Sesión guardada/);

  it('a certificate that nobody vouches for is named, and the page is not opened', async () => {
    const portal = await startUntrustedPortal();
    onTestFinished(() => portal.close());
    await captureAt('sin-certificado', portal.url);
    const alert = desktop.page.getByRole('alert');
    await expectElement(alert).toContainText('El certificado de localhost no es válido.');
    await expectElement(alert).toContainText('Avisa al portal o a quien administra tu red.');
    await expectElement(desktop.page.getByText(UNTRUSTED_SUBJECT).first()).toBeVisible();
    await button('Reintentar').click();
    await expectElement(alert).toContainText('El certificado de localhost no es válido.');
    expect(portal.visits()).toBe(0);
  });

  it('a portal that closes the connection is told, and opens once it answers', async () => {
    const portal = await startClosingPortal();
    onTestFinished(() => portal.close());
    await captureAt('cierra', portal.url);
    await expectElement(desktop.page.getByRole('alert')).toContainText('No se pudo abrir localhost.');
    portal.mend();
    await button('Reintentar').click();
    const page = await embeddedPage(desktop.app, new RegExp(portal.url));
    await expectElement(page.getByRole('heading', { name: 'Bienvenido' })).toBeVisible();
    expect((await captureState(desktop.page))?.tabs).toMatchObject([{ title: 'Portal', fault: null }]);
  });

  it('a login in a window of its own is a second page beside the first, and leads the first one on', async () => {
    const { page, app } = desktop;
    await captureAt('ventana', `${stack.PORTAL_URL}/pruebas/ventana`, `${stack.PORTAL_URL}/inicio`);
    const portal = await embeddedPage(app, /\/pruebas\/ventana$/);
    await portal.getByRole('button', { name: 'Ingresar en otra ventana' }).click();
    const popup = await embeddedPage(app, /\/ingresar/);
    await expectElement(page.getByRole('list', { name: 'Páginas abiertas' }).getByRole('listitem')).toHaveCount(2);
    await typeLogin(popup);
    await portal.waitForURL('**/inicio');
    await expectElement(page.getByRole('list', { name: 'Páginas abiertas' })).toBeHidden();
    await button('Ya entré').click();
    await pointAt(portal, '#usuario-conectado');
    await button('Guardar y probar').click();
    await expectElement(proved()).toHaveText(/probada en worker-[12]\.$/);
    expect(await stored('ventana')).not.toBeNull();
  });

  it('3 MB of localStorage are saved whole, and a robot gets in with them', async () => {
    const { page, app } = desktop;
    await captureAt('pesado', `${stack.PORTAL_URL}/pruebas/almacen?mb=3`, `${stack.PORTAL_URL}/pruebas/formulario`);
    const portal = await embeddedPage(app, /\/pruebas\/almacen/);
    await expectElement(portal.getByText('Esta página guardó 3 MB')).toBeVisible();
    await button('Ya entré').click();
    await button('Seguir sin señal').click();
    await expectElement(page.getByText('3 datos locales de 1 sitio')).toBeVisible();
    await button('Guardar y probar').click();
    await expectElement(proved()).toHaveText(/worker-[12] abrió el portal y no le pidió iniciar sesión\.$/);
    expect((await stored('pesado'))?.length).toBeGreaterThan(3 * 1024 * 1024);
  });

  it('200 cookies of two sites are saved; without a connection they wait for it', async () => {
    const { page, app } = desktop;
    const place = '/pruebas/cookies?cuantas=100';
    await captureAt('galletas', `${stack.PORTAL_URL}${place}`, `${stack.PORTAL_URL}/pruebas/formulario`);
    const portal = await embeddedPage(app, /\/pruebas\/cookies/);
    await portal.goto(`${stack.PORTAL_URL.replace('localhost', '127.0.0.1')}${place}`);
    await button('Ya entré').click();
    await button('Seguir sin señal').click();
    await expectElement(page.getByText('200 cookies de 2 sitios')).toBeVisible();

    await gate.shut();
    await button('Guardar y probar').click();
    const { keeping } = (await page.evaluate("window.sri.invoke('app.state').then(({ value }) => value)")) as AppState;
    if (keeping.secrets === 'encrypted') {
      await expectElement(page.getByText('Guardada en este equipo, cifrada.')).toBeVisible();
      await gate.open();
    } else {
      await expectElement(page.getByText(/^Sin conexión, y este equipo no puede cifrarla\./)).toBeVisible();
      await page.getByRole('button', { name: 'Cerrar', exact: true }).click();
      await expectElement(page.getByRole('dialog', { name: 'La sesión no está guardada' })).toBeVisible();
      await button('Seguir').click();
      await gate.open();
      await button('Guardar otra vez').click();
      await expectElement(proved()).toHaveText(/no le pidió iniciar sesión\.$/);
    }
    await expect.poll(() => stored('galletas'), { timeout: 30_000 }).not.toBeNull();
  });
});
