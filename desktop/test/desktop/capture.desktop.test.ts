import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { countClicks } from '../../../infrastructure/test/console/console-page.ts';
import { signIn, type ApiClient } from '../../../infrastructure/test/stack/api-client.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import type { StackEnv } from '../../../infrastructure/test/stack/local-stack.ts';
import { captureState, embeddedPage, embeddedPages, pointAt, typeLogin } from './kit/capture-screen.ts';
import { whyNoElectron } from './kit/electron-binary.ts';
import { enter } from './kit/enter.ts';
import { expectElement } from './kit/expect-element.ts';
import { startHeldPage } from './kit/held-page.ts';
import { sharedStack } from './kit/shared-stack.ts';
import { startApp, type StartedApp } from './kit/start-app.ts';

const why = whyNoElectron();
const WEEK_SECONDS = 7 * 24 * 3600;

/** Electron has it for its own tests and leaves it out of its types. */
interface HasPreferences {
  getLastWebPreferences(): Electron.WebPreferences;
}

describe.skipIf(why !== null)(`capturing a login${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let stack: StackEnv;
  let demo: ApiClient;
  let redis: Redis;
  let desktop: StartedApp;
  let key: string;

  beforeAll(async () => {
    stack = await sharedStack();
    demo = await signIn(stack.API_URL, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
    redis = new Redis(stack.REDIS_URL);
    key = redisKeys('').session(demo.orgId, demo.userId, 'practica');
    desktop = await startApp();
    await enter(desktop.page, stack);
  });
  afterAll(async () => {
    redis?.disconnect();
    await desktop?.close();
  });

  it('from an alert to the capture window: 1 click', async () => {
    const { page, app } = desktop;
    const providerId = await demo.providerId('practica');
    // A login that the portal does not know: only a new one gets in.
    await demo.connect(providerId, [{ name: 'PORTALSESSID', value: 'vencida', domain: 'localhost' }]);
    const job = await demo.run(providerId);
    expect(await demo.ended(job)).toMatchObject({ status: 'needs_login' });
    const clicks = await countClicks(page);
    await page.getByRole('button', { name: 'Volver a iniciar sesión' }).first().click();
    await embeddedPage(app, /\/ingresar$/);
    expect(await clicks()).toBe(1);
    await redis.del(key);
  });

  it('R55 the embedded page has no channel to the app, stands where it is shown, and no debugger of ours', async () => {
    const { app, page } = desktop;
    const portal = await embeddedPage(app, /\/ingresar$/);
    expect(await portal.evaluate('[typeof sri, typeof require, typeof process, navigator.userAgent]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
      expect.not.stringContaining('Electron'),
    ]);
    const found = await app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .filter((contents) => contents.getURL().startsWith('http'))
        .map((contents) => {
          const preferences = (contents as unknown as HasPreferences).getLastWebPreferences();
          const { preload, sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames } = preferences;
          return {
            preload: preload ?? null,
            sandbox,
            contextIsolation,
            nodeIntegration,
            nodeIntegrationInSubFrames,
            debugged: contents.debugger.isAttached(),
            onDisk: contents.session.isPersistent(),
          };
        }),
    );
    expect(found).toEqual([
      {
        preload: null,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        debugged: false,
        onDisk: false,
      },
    ]);
    const bounds = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().flatMap(({ contentView }) => contentView.children.map((view) => view.getBounds())),
    );
    expect(bounds).toEqual([await page.getByRole('group', { name: 'Página del portal' }).boundingBox()]);
  });

  it('3 clicks besides the login itself: the session is in Redis for seven days, and works on a robot too', async () => {
    const { page, app } = desktop;
    const portal = await embeddedPage(app, /\/ingresar$/);
    await typeLogin(portal);
    await portal.waitForURL('**/inicio');
    await expectElement(page.getByText('Parece que ya entraste.')).toBeVisible();

    const clicks = await countClicks(page);
    await page.getByRole('button', { name: 'Ya entré' }).click();
    await pointAt(portal, '#usuario-conectado');
    const inPage = 1;
    await expectElement(page.getByText('«Marina Etcheverry»')).toBeVisible();
    expect(portal.url()).toMatch(/\/inicio$/);
    await page.getByRole('button', { name: 'Guardar y probar' }).click();
    await expectElement(page.getByText(/^Sesión guardada y probada en worker-[12]\.$/)).toBeVisible();
    expect((await clicks()) + inPage).toBe(3);

    await expectElement(page.getByText('1 cookie de 1 sitio')).toBeVisible();
    expect(await captureState(page)).toMatchObject({
      proof: { state: 'done', outcome: { verdict: 'works', markLookedFor: true } },
      unsaved: false,
    });
    const seconds = await redis.ttl(key);
    expect(seconds).toBeGreaterThan(WEEK_SECONDS - 600);
    expect(seconds).toBeLessThanOrEqual(WEEK_SECONDS);
  });

  it('closing it leads back to the portal, and nothing of the embedded browser is left', async () => {
    const { page, app } = desktop;
    await page.getByRole('button', { name: 'Listo' }).click();
    await expectElement(page.getByText('Activa').first()).toBeVisible();
    expect(new URL(page.url()).hash).toMatch(/^#\/portales\?portal=/);
    await waitFor('the embedded browser to be gone', () => embeddedPages(app).length === 0);
  });

  it('with defaults the flow runs after 2 clicks, and is watched live to its end', async () => {
    const { page } = desktop;
    const clicks = await countClicks(page);
    await page.getByRole('link', { name: 'Flujos' }).click();
    await page
      .getByRole('row', { name: /Liquidaciones del portal de práctica/ })
      .getByRole('button', { name: 'Ejecutar' })
      .click();
    await expectElement(page.getByText('«Liquidaciones del portal de práctica» quedó en cola.')).toBeVisible();
    expect(await clicks()).toBe(2);
    await page.getByRole('link', { name: 'Ejecuciones' }).click();
    await page
      .getByRole('row', { name: /Liquidaciones del portal de práctica/ })
      .first()
      .click();
    await expectElement(
      page.getByRole('heading', { level: 1, name: 'Liquidaciones del portal de práctica' }),
    ).toBeVisible();
    await expectElement(page.getByText('Completada').first()).toBeVisible();
    await expectElement(page.getByText('Leer la tabla, página por página').first()).toBeVisible();
  });

  it('the robot’s browser is seen live, and the end of it too', async () => {
    const { page } = desktop;
    const held = await startHeldPage();
    onTestFinished(() => held.close());
    const providerId = await demo.providerId('practica');
    const flowId = await demo.publish(providerId, [
      { type: 'navigate', name: 'Abrir', url: held.url },
      { type: 'waitFor', name: 'Esperar', target: '#listo', timeoutMs: 100_000 },
    ]);
    const { body } = await demo.call<{ jobId: string }>('POST', '/api/run', { providerId, flowId });
    await page.evaluate(`location.hash = '#/ejecuciones/${body.jobId}'`);
    const picture = page.getByRole('img', { name: 'Imagen en vivo de la página' });
    await expectElement(picture).toBeVisible();
    expect(await picture.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBeGreaterThan(0);
    held.release();
    await expectElement(page.getByText('Completada').first()).toBeVisible();
  });
});
