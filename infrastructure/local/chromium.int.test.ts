import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Apt, noApt } from './apt.ts';
import { type ChromiumOptions, findChromium } from './chromium.ts';
import { temporaryFolder } from './test/part-spec.ts';

/** A program that says what a browser says when asked for its version: the search is tested here, not the browser. */
function program(folder: string, name: string, script = 'echo "Chromium 150.0.1234.5"'): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

/** A machine whose programs are those in `bin`, where npm cannot fetch anything. */
function machine(change: Partial<ChromiumOptions> = {}): ChromiumOptions & { bin: string; said: string[] } {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');
  program(bin, 'npm', 'echo "no network" >&2; exit 1');
  const said: string[] = [];
  return {
    bin,
    said,
    apt: noApt,
    env: { PATH: bin },
    toolsDir: join(folder, 'tools'),
    onDownload: (what) => said.push(what),
    ...change,
  };
}

test('the headless shell goes before the whole browser', async () => {
  const here = machine();
  program(here.bin, 'chromium');
  const shell = program(here.bin, 'chromium-headless-shell');
  expect(await findChromium(here)).toEqual({ path: shell, version: '150.0.1234.5' });
  expect(here.said).toEqual([]);
});

test('CHROMIUM_PATH goes before all', async () => {
  const here = machine();
  program(here.bin, 'chromium-headless-shell');
  const chosen = program(here.bin, 'my-own');
  expect(await findChromium({ ...here, chosen })).toMatchObject({ path: chosen });
});

test.each([
  ['is not there', (bin: string) => join(bin, 'nothing'), 'is not there or cannot be executed'],
  ['does not run', (bin: string) => program(bin, 'bad', 'echo "libnss3.so: no such file"; exit 127'), 'libnss3.so'],
  ['is no browser', (bin: string) => program(bin, 'other', 'echo hello'), 'does not run: hello'],
])('a CHROMIUM_PATH that %s is refused, and no other is taken instead', async (_what, make, text) => {
  const here = machine();
  program(here.bin, 'chromium-headless-shell');
  await expect(findChromium({ ...here, chosen: make(here.bin) })).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining(text) as unknown,
  });
});

test('where there is no shell, it is installed', async () => {
  const asked: string[] = [];
  const here = machine();
  const apt: Apt = {
    install: (name) => {
      asked.push(name);
      program(here.bin, name);
      return Promise.resolve({ ok: true });
    },
  };
  expect(await findChromium({ ...here, apt })).toMatchObject({ path: join(here.bin, 'chromium-headless-shell') });
  expect(asked).toEqual(['chromium-headless-shell']);
});

test('where nothing can be installed or fetched, the whole browser serves', async () => {
  const here = machine();
  const browser = program(here.bin, 'google-chrome');
  expect(await findChromium(here)).toMatchObject({ path: browser });
  expect(here.said).toHaveLength(process.platform === 'linux' && process.arch === 'x64' ? 1 : 0);
  expect(readdirSync(here.toolsDir)).toEqual([]);
});

test('where there is none at all, the error says what to install and what was tried', async () => {
  await expect(findChromium(machine())).rejects.toMatchObject({
    code: 'program_missing',
    hint: expect.stringMatching(
      /apt-get install chromium-headless-shell[^]*Nothing was installed[^]*(no network|Linux)/,
    ) as unknown,
  });
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'a package with another digest than the known one is not unpacked',
  async () => {
    const here = machine();
    const tarball = 'sparticuz-chromium-153.0.0.tgz';
    program(here.bin, 'npm', `while [ "$1" != --pack-destination ]; do shift; done; echo forged > "$2/${tarball}"`);
    await expect(findChromium(here)).rejects.toMatchObject({
      hint: expect.stringContaining('is not the package it was') as unknown,
    });
    expect(existsSync(here.toolsDir) ? readdirSync(here.toolsDir) : []).toEqual([]);
  },
);
