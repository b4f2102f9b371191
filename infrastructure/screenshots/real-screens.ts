import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { BrowserContext } from 'playwright';
import { z } from 'zod';
import { readConfig, ROOT } from '../local/config.ts';
import { mustRun } from '../local/run-command.ts';
import type { Screen } from './screen.ts';

const stackSchema = z.object({ CONSOLE_URL: z.url(), DEMO_EMAIL: z.string(), DEMO_PASSWORD: z.string() });

export interface Installation extends z.infer<typeof stackSchema> {
  /** Ends it, where it was started for the pictures alone. */
  close: () => Promise<void>;
}

function readStack(home: string): z.infer<typeof stackSchema> | undefined {
  const file = join(home, 'stack.env');
  return existsSync(file) ? stackSchema.parse(parseEnv(readFileSync(file, 'utf8'))) : undefined;
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** The running stack of this SRI_HOME, else one of its own in a folder of its own. */
export async function findInstallation(): Promise<Installation> {
  const running = readStack(readConfig().home);
  if (running !== undefined && (await answers(running.CONSOLE_URL))) {
    return { ...running, close: () => Promise.resolve() };
  }
  const home = mkdtempSync(join(tmpdir(), 'sri-pictures-'));
  const env = { ...process.env, SRI_HOME: home } as Record<string, string>;
  const npm = (...args: string[]): Promise<string> => mustRun('npm', { args, cwd: ROOT, env });
  await npm('start', '--', '--detach');
  const started = readStack(home);
  if (started === undefined) throw new Error(`the stack left no ${join(home, 'stack.env')}`);
  const close = async (): Promise<void> => {
    await npm('stop');
    rmSync(home, { recursive: true, force: true });
  };
  return { ...started, close };
}

/** Signs the context in as the demo user, by the console's cookie. */
export async function enter(context: BrowserContext, { CONSOLE_URL, ...demo }: Installation): Promise<void> {
  const answer = await context.request.post(`${CONSOLE_URL}/api/auth/login`, {
    headers: { 'X-SRI-Client': 'web' },
    data: { email: demo.DEMO_EMAIL, password: demo.DEMO_PASSWORD },
  });
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
}

/** The screens of a real installation: each entry of the sidebar, and the newest execution. */
export async function realScreens(context: BrowserContext, { CONSOLE_URL }: Installation): Promise<Screen[]> {
  const page = await context.newPage();
  await page.goto(CONSOLE_URL);
  const links = page.getByRole('navigation').getByRole('link');
  await links.first().waitFor();
  const hashes = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash));
  await page.close();
  const list = await context.request.get(`${CONSOLE_URL}/api/jobs?limit=1`);
  const { items } = z.object({ items: z.array(z.object({ jobId: z.string() })) }).parse(await list.json());
  const places = hashes.map((hash) => ({
    name: `real-${hash.replace(/^#\/?/, '').replaceAll('/', '-') || 'inicio'}`,
    url: `${CONSOLE_URL}/${hash}`,
    asks: true,
  }));
  const jobs = items.map(({ jobId }) => ({
    name: 'real-ejecucion',
    url: `${CONSOLE_URL}/#/ejecuciones/${jobId}`,
    asks: true,
  }));
  return [{ name: 'real-entrar', url: `${CONSOLE_URL}/#/entrar`, asks: true }, ...places, ...jobs];
}
