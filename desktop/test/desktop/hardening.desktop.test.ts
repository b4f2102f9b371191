import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type StartedApp } from './kit/start-app.ts';
import { whyNoElectron } from './kit/electron-binary.ts';

/** Electron has it for its own tests and leaves it out of its types. */
interface HasPreferences {
  getLastWebPreferences(): Electron.WebPreferences;
}

const why = whyNoElectron();
const preload = join(import.meta.dirname, '..', '..', 'out', 'preload', 'bridge.cjs');
const invoke = (name: string, input?: unknown) =>
  `window.sri.invoke(${JSON.stringify(name)}, ${JSON.stringify(input)})`;

describe.skipIf(why !== null)(`R55: the app on a real Electron${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let desktop: StartedApp;
  beforeAll(async () => {
    // A camera that is there, so that not having one is not why it is refused.
    desktop = await startApp({ args: ['--use-fake-device-for-media-stream'] });
  });
  afterAll(() => desktop?.close());

  it('R55: every window is sandboxed and isolated, without Node', async () => {
    const all = await desktop.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
          contents as unknown as HasPreferences
        ).getLastWebPreferences();
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
      }),
    );
    expect(all.length).toBeGreaterThan(0);
    for (const preferences of all) {
      expect(preferences).toEqual({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      });
    }
  });

  it('R55: the page has no Node, opens no window and stays at its origin', async () => {
    const { page } = desktop;
    expect(await page.evaluate('[typeof require, typeof process, window.open("https://example.com")]')).toEqual([
      'undefined',
      'undefined',
      null,
    ]);
    await page.evaluate('location.assign("file:///etc/passwd")').catch(() => undefined);
    expect(page.url()).toMatch(/^app:\/\/console\//);
    expect(await page.evaluate('fetch("file:///etc/passwd").then(() => "read", () => "refused")')).toBe('refused');
  });

  it('R55: what a page may ask for is denied', async () => {
    expect(await desktop.page.evaluate('navigator.permissions.query({ name: "camera" }).then((p) => p.state)')).toBe(
      'denied',
    );
    expect(await desktop.page.evaluate('Notification.requestPermission()')).toBe('denied');
    const camera = 'navigator.mediaDevices.getUserMedia({ video: true }).then(() => "granted", ({ name }) => name)';
    expect(await desktop.page.evaluate(camera)).toBe('NotAllowedError');
  });

  it('R55: the policy allows the app alone; nothing outside of the built page is served', async () => {
    const policy = await desktop.page.evaluate(
      'fetch("/index.html").then((answer) => answer.headers.get("content-security-policy"))',
    );
    expect(policy).toContain("default-src 'self'");
    const status = (path: string) => desktop.page.evaluate(`fetch(${JSON.stringify(path)}).then((a) => a.status)`);
    expect(await status('/..%2f..%2fpackage.json')).toBe(404);
    expect(await status('/%2e%2e/main/main.js')).toBe(404);
    expect(await status('/files/unknown')).toBe(404);
  });

  it('R55: calls keep their contract, and only the main frame of our page may make them', async () => {
    const { page, app } = desktop;
    expect(await page.evaluate(invoke('servers.check', { url: 5 }))).toMatchObject({
      ok: false,
      problem: { code: 'invalid_request' },
    });
    expect(await page.evaluate(invoke('constructor'))).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
    // A window that is not ours, with our own preload script in it, at our own address.
    const foreign = await app.evaluate(async ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      await window.loadURL('app://console/index.html');
      const answer: unknown = await window.webContents.executeJavaScript("window.sri.invoke('app.state')");
      window.destroy();
      return answer;
    }, preload);
    expect(foreign).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
  });

  it('R55: neither a frame in our page nor a view in our window has a way to the app', async () => {
    const { page, app } = desktop;
    const inFrame = `(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const found = [typeof window.sri, typeof frame.contentWindow.sri];
      frame.remove();
      return found;
    })()`;
    expect(await page.evaluate(inFrame)).toEqual(['object', 'undefined']);
    // The same script, address and window as ours: the contents are others.
    const inView = await app.evaluate(async ({ BrowserWindow, WebContentsView }, preload) => {
      const [window] = BrowserWindow.getAllWindows();
      const view = new WebContentsView({ webPreferences: { preload, sandbox: true, contextIsolation: true } });
      window?.contentView.addChildView(view);
      await view.webContents.loadURL('app://console/index.html');
      const answer: unknown = await view.webContents.executeJavaScript("window.sri.invoke('app.state')");
      window?.contentView.removeChildView(view);
      view.webContents.close();
      return answer;
    }, preload);
    expect(inView).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
  });

  it('an unreachable server is told with a next step', async () => {
    await desktop.page.locator('input').first().fill('http://127.0.0.1:9');
    await desktop.page.keyboard.press('Enter');
    const told = desktop.page.getByText(/no responde|doesn't answer/);
    await told.waitFor();
    expect(await told.count()).toBe(1);
  });
});
