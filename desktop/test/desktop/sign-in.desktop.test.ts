import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AppState } from '../../contract/app.ts';
import { fillIn } from '../../../infrastructure/test/console/console-page.ts';
import { startGate } from '../../../infrastructure/test/console/gate.ts';
import type { StackEnv } from '../../../infrastructure/test/stack/local-stack.ts';
import { whyNoElectron } from './kit/electron-binary.ts';
import { chooseServer, enter } from './kit/enter.ts';
import { expectElement } from './kit/expect-element.ts';
import { sharedStack } from './kit/shared-stack.ts';
import { startApp, type StartedApp } from './kit/start-app.ts';

const why = whyNoElectron();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

describe.skipIf(why !== null)(`signing in${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let stack: StackEnv;
  beforeAll(async () => {
    stack = await sharedStack();
  });

  async function open(folder?: string): Promise<StartedApp> {
    const app = await startApp(folder === undefined ? {} : { folder });
    onTestFinished(() => app.close());
    return app;
  }
  function temporaryFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'sri-person-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }

  it('a server by its address, a wrong password told at its field, the right one leads to Inicio; the page gets no token', async () => {
    const { page } = await open();
    await expectElement(heading(page, 'Conecta con tu servidor')).toBeVisible();
    // Without a scheme, as people type it.
    await chooseServer(page, new URL(stack.API_URL).host);
    await expectElement(heading(page, 'Iniciar sesión')).toBeVisible();
    await fillIn(page, stack.DEMO_EMAIL, 'no es esta');
    await expectElement(page.getByText('El correo o la contraseña no coinciden.')).toBeVisible();
    await expectElement(page.getByLabel('Correo')).toHaveValue(stack.DEMO_EMAIL);
    await fillIn(page, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
    await expectElement(heading(page, 'Inicio')).toBeVisible();
    await expectElement(page.getByRole('contentinfo')).toContainText('Conectado');
    await expectElement(page.getByRole('contentinfo')).toContainText('Local');
    await expectElement(page.getByText('Liquidaciones del portal de práctica').first()).toBeVisible();
    const login = { route: 'login', input: { body: { email: stack.DEMO_EMAIL, password: stack.DEMO_PASSWORD } } };
    const answer = await page.evaluate(`window.sri.invoke('api.request', ${JSON.stringify(login)})`);
    expect(answer).toMatchObject({ ok: true, value: { token: '', refreshToken: '', deviceToken: '' } });
  });

  it('a sign-in that has ended is renewed over the page, and one is where one was', async () => {
    const person = {
      email: `fin-${Date.now()}@ejemplo.com`,
      password: 'una clave larga de prueba',
      name: 'Lucía Ferrari',
      orgName: 'Fin de sesión',
    };
    const ask = async (path: string, body: object, token = ''): Promise<{ token: string }> => {
      const headers = {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      };
      const answer = await fetch(stack.API_URL + path, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(answer.status).toBeLessThan(300);
      return (await answer.json()) as { token: string };
    };
    const { token } = await ask('/api/auth/register', person);
    const { page } = await open();
    await chooseServer(page, stack.API_URL);
    await fillIn(page, person.email, person.password);
    await expectElement(heading(page, 'Inicio')).toBeVisible();
    await page.getByRole('link', { name: 'Robots' }).click();
    await expectElement(heading(page, 'Robots')).toBeVisible();

    // Whoever changes the password ends every other sign-in.
    const newPassword = 'otra clave larga de prueba';
    await ask('/api/me/password', { currentPassword: person.password, newPassword }, token);
    const dialog = page.getByRole('dialog', { name: 'Tu sesión terminó' });
    await expectElement(dialog).toBeVisible();
    await dialog.getByLabel('Contraseña').fill(person.password);
    await dialog.getByRole('button', { name: 'Iniciar sesión' }).click();
    await expectElement(dialog.getByText('El correo o la contraseña no coinciden.')).toBeVisible();
    await dialog.getByLabel('Contraseña').fill(newPassword);
    await dialog.getByRole('button', { name: 'Iniciar sesión' }).click();
    await expectElement(dialog).toBeHidden();
    await expectElement(heading(page, 'Robots')).toBeVisible();
    await expectElement(page.getByRole('contentinfo')).toContainText('Conectado');
  });

  it('a server that does not answer, and one that stops answering, are told with a next step', async () => {
    const { page } = await open();
    await chooseServer(page, 'http://127.0.0.1:9');
    await expectElement(page.getByText('El servidor no responde. Revisa la red y la dirección.')).toBeVisible();
    await chooseServer(page, stack.PORTAL_URL);
    await expectElement(page.getByText('En esa dirección responde otro programa.')).toBeVisible();

    const gate = await startGate(stack.API_URL);
    onTestFinished(() => gate.shut());
    await chooseServer(page, gate.url);
    await expectElement(heading(page, 'Iniciar sesión')).toBeVisible();
    await gate.shut();
    await fillIn(page, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
    await expectElement(page.getByRole('alert')).toContainText('No hay conexión con el servidor. Revisa la red');
    await gate.open();
    await fillIn(page, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
    await expectElement(heading(page, 'Inicio')).toBeVisible();
    expect(page.url()).toMatch(/#\/$/);
  });

  it('what keeps one signed in is remembered where the system encrypts, else in memory alone, and that is told', async () => {
    const folder = temporaryFolder();
    const first = await open(folder);
    const { keeping } = (await first.page.evaluate(
      "window.sri.invoke('app.state').then(({ value }) => value)",
    )) as AppState;
    const told = first.page.getByText('Este equipo no tiene un llavero que cifre');
    expect(await told.count()).toBe(keeping.secrets === 'encrypted' ? 0 : 1);
    await enter(first.page, stack);
    await first.close();

    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
    const kept = files.filter((file) => /sri\.sqlite/.test(file) && existsSync(file));
    expect(kept.length).toBeGreaterThan(0);
    for (const file of kept) expect(readFileSync(file, 'latin1')).not.toMatch(/srr_|eyJ/);

    const again = await open(folder);
    if (keeping.secrets === 'encrypted') await expectElement(heading(again.page, 'Inicio')).toBeVisible();
    else await expectElement(heading(again.page, 'Iniciar sesión')).toBeVisible();
    // Which server it was is no secret.
    await again.page.evaluate("location.hash = '#/servidores'");
    await expectElement(again.page.getByRole('button', { name: 'Usar localhost' })).toBeVisible();
  });
});
