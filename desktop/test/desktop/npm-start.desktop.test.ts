import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAlive, readParts } from '../../../infrastructure/local/recorded-process.mjs';
import { linkApp } from './kit/app-copy.ts';
import { electronBinary, whyNoElectron } from './kit/electron-binary.ts';

const DESKTOP = join(import.meta.dirname, '..', '..');
const ROOT = join(DESKTOP, '..');
const WITHIN_MS = 240_000;
const why = whyNoElectron();

describe.skipIf(why !== null)(`npm start with a display${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let home: string;
  let electron: ReturnType<typeof linkApp>;
  let launcher: ChildProcess;
  let said = '';
  const desktop = () => readParts(join(home, 'run')).find(({ record }) => record.name === 'desktop')?.record;
  const told = (text: string): Promise<void> => vi.waitFor(() => expect(said).toContain(text), WITHIN_MS);

  function start(): void {
    said = '';
    launcher = spawn(process.execPath, ['infrastructure/local/start.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        SRI_HOME: home,
        LANG: 'en_US.UTF-8',
        ELECTRON_OVERRIDE_DIST_PATH: dirname(electron.binary),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [launcher.stdout, launcher.stderr]) {
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    }
  }
  async function interrupt(): Promise<number | null> {
    if (launcher.exitCode === null && launcher.kill('SIGINT')) await once(launcher, 'exit');
    return launcher.exitCode;
  }

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'sri-home-'));
    electron = linkApp(electronBinary() ?? '', DESKTOP);
  });
  afterAll(async () => {
    await interrupt();
    electron.remove();
    rmSync(home, { recursive: true, force: true });
  });

  it(
    'opens the app, signed in to the demo organisation; closing it leaves the stack, Ctrl+C ends both',
    { timeout: 2 * WITHIN_MS },
    async () => {
      start();
      await told('To end it: Ctrl+C');
      // Said only once the control plane has noted that somebody signed in with the code of the link.
      expect(said).toContain('✓ Desktop app');
      expect(said).toContain('the desktop app is open and signed in');
      expect(said).toMatch(/#\/entrar\?codigo=/);
      const first = desktop();
      expect(first !== undefined && isAlive(first)).toBe(true);

      process.kill(first?.pid ?? 0, 'SIGTERM');
      await told('Desktop app closed; everything else goes on');
      const api = /^API_URL=(.*)$/m.exec(readFileSync(join(home, 'stack.env'), 'utf8'))?.[1];
      expect((await fetch(`${api}/ready`)).status).toBe(200);
      expect(await interrupt()).toBe(0);

      start();
      await told('the desktop app is open and signed in');
      const second = desktop();
      expect(second !== undefined && isAlive(second)).toBe(true);
      expect(await interrupt()).toBe(0);
      expect(said).toContain('Desktop app ended');
      expect(second !== undefined && isAlive(second)).toBe(false);
    },
  );
});
