import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { testServices } from '../../../infrastructure/test/test-services.ts';
import type { BrowserContents, LoginBrowser } from '../capture/login-browser.ts';
import { openChromeBrowser } from './chrome-browser.ts';
import { startStoringPortal, type StoringPortal } from './test/storing-portal.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const profiles = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('sri-capture-'));

let portal: StoringPortal;
let browser: LoginBrowser;
/** The person at the browser: sees it through a port of the test's own. */
let person: Browser;
let page: Page;
let before: string[];
const arrived: string[] = [];

beforeAll(async () => {
  before = profiles();
  portal = await startStoringPortal();
  const port = await freePort();
  browser = await openChromeBrowser({
    path: testServices().chromium,
    start: `${portal.url}/ingresar`,
    extraArgs: ['--headless', '--no-sandbox', `--remote-debugging-port=${port}`],
    changed: () => undefined,
    arrived: (url) => void arrived.push(url),
    gone: () => undefined,
  });
  person = await waitFor('the port', () => chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined));
  page = await waitFor('the page', () =>
    person
      .contexts()
      .flatMap((context) => context.pages())
      .find((one) => one.url().startsWith(portal.url)),
  );
});
afterAll(async () => {
  await person?.close().catch(() => undefined);
  await browser?.close();
  await portal?.close();
});

describe('while the person signs in', () => {
  it('says that no program drives it, and nothing of ours is in the page', async () => {
    await page.waitForSelector('#entrar');
    expect(await page.evaluate('navigator.webdriver')).toBe(false);
    expect(await page.evaluate(() => Object.keys(globalThis).filter((name) => name.includes('sri')))).toEqual([]);
  });

  it('knows the addresses of the pages', async () => {
    await page.click('#entrar');
    await page.waitForURL('**/inicio');
    await waitFor('the address', () => arrived.includes(`${portal.url}/inicio`));
    expect(browser.pages().tabs).toMatchObject([{ url: `${portal.url}/inicio` }]);
  });
});

describe('the mark', () => {
  it('is what the person clicks; the click does not reach the page', async () => {
    const picking = browser.pick();
    const picked = await waitFor('the click', async () => {
      await page.click('#salir', { timeout: 1000 }).catch(() => undefined);
      return Promise.race([picking, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 200))]);
    });
    expect(picked?.url).toBe(`${portal.url}/inicio`);
    expect(picked?.candidates[0]).toEqual({ element: '#salir', words: 'Cerrar sesión' });
    for (const { element } of picked?.candidates ?? []) expect(await page.locator(`css=${element}`).count()).toBe(1);
    expect(page.url()).toBe(`${portal.url}/inicio`);
  });

  it('leaves nothing behind: the page works as before', async () => {
    await page.click('#saludo');
    expect(await page.textContent('#saludo')).toBe('saludado');
  });
});

describe('reading', () => {
  let contents: BrowserContents;
  let hitsBefore: number;
  beforeEach(async () => {
    if (contents !== undefined) return;
    hitsBefore = portal.hits.length;
    contents = await browser.read(['127.0.0.1', 'localhost']);
  });

  it('takes 200 cookies with their flags, also those that scripts cannot see', () => {
    expect(contents.cookies).toHaveLength(202);
    const sid = contents.cookies.find(({ name, domain }) => name === 'sid' && domain === '127.0.0.1');
    expect(sid).toEqual({
      name: 'sid',
      value: 'secreto',
      domain: '127.0.0.1',
      path: '/',
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
    });
    expect(contents.cookies.find(({ name }) => name === 'c0')?.expires).toBeGreaterThan(Date.now() / 1000);
  });

  it('takes 3 MB of localStorage, sessionStorage and IndexedDB', () => {
    const origin = contents.origins.find((one) => one.origin === portal.url);
    expect(origin?.localStorage?.[0]?.value).toHaveLength(1_500_000);
    expect(origin?.sessionStorage).toEqual([{ name: 'pestana', value: 'uno' }]);
    expect(origin?.indexedDB).toHaveLength(1);
  });

  it('asks the portal for nothing', () => {
    expect(portal.hits.slice(hitsBefore)).toEqual([]);
  });

  it('gives IndexedDB in the form in which a browser takes it back', async () => {
    const other = await chromium.launch({ executablePath: testServices().chromium, args: ['--no-sandbox'] });
    try {
      const context = await other.newContext();
      const origins = contents.origins.map(({ origin, localStorage = [], indexedDB = [] }) => ({
        origin,
        localStorage,
        indexedDB,
      }));
      await context.setStorageState({ cookies: [], origins });
      const there = await context.newPage();
      await there.goto(`${portal.url}/inicio`);
      const read = await there.evaluate(async () => {
        const done = <T>(request: IDBRequest<T>): Promise<T> =>
          new Promise((resolve, reject) => {
            request.addEventListener('success', () => resolve(request.result));
            request.addEventListener('error', () => reject(new Error('refused')));
          });
        const database = await done(indexedDB.open('acceso'));
        const change = database.transaction(['pases', 'sueltos']);
        const pase = (await done(change.objectStore('pases').index('porFecha').get(new Date(0)))) as {
          fecha: Date;
          bytes: Uint8Array;
        };
        const loose: unknown = await done(change.objectStore('sueltos').getAll());
        return { version: database.version, at: pase.fecha.getTime(), bytes: [...pase.bytes], loose };
      });
      expect(read).toEqual({ version: 3, at: 0, bytes: [1, 2, 255], loose: [{ llano: true, lista: [1, 'dos'] }] });
    } finally {
      await other.close();
    }
  });

  it('says how the browser looks', () => {
    expect(contents.environment.userAgent).toContain('Chrome/');
    expect(contents.environment.languages.length).toBeGreaterThan(0);
    expect(contents.environment.timezone).toMatch(/\w/);
  });
});

it('leaves no profile behind once it is closed', async () => {
  await person.close().catch(() => undefined);
  await browser.close();
  expect(profiles()).toEqual(before);
});
