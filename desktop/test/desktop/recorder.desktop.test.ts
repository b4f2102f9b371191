import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onNewDisplay } from '../../../infrastructure/test/own-display.ts';
import { launchTestBrowser } from '../../../worker/test/test-browser.ts';
import { bundleInPage } from '../../recorder/build/bundle-in-page.ts';
import type { Recording } from '../../recorder/normalise/recorded-step.ts';
import type { ElectronJob } from '../../recorder/test/electron-job.ts';
import { startFixtureSite, type FixtureSite } from '../../recorder/test/fixture-site.ts';
import { html, type Fixture } from '../../recorder/test/fixture.ts';
import { replay } from '../../recorder/test/replay.ts';
import { electronBinary, whyNoElectron } from './kit/electron-binary.ts';

/*
 * The recorder on Electron's own debugger: sessions of frames in other processes, windows that pages open. The pages
 * have their elements at known places, for the input comes from Electron and knows no elements.
 */

const why = whyNoElectron();
/** Before 36 an Electron loses sight of a debugged page's frames while they load (electron/electron issue 46048). */
const FRAMES_SINCE = 36;
const DESKTOP = join(import.meta.dirname, '..', '..');
const at = (x: number, y: number): string => `position:absolute;left:${x}px;top:${y}px;width:120px;height:30px`;
const FORM = `<input aria-label="Lote" style="${at(10, 10)}"><button style="${at(10, 60)}" onclick="nota('guarda ' + document.querySelector('input').value)">Guardar</button>`;
const FRAME = 'position:absolute;left:100px;top:100px;width:300px;height:200px;border:0';
const click = (x: number, y: number, told: boolean, window = 0): ElectronJob['acts'][number] => ({
  window,
  click: [x, y],
  told,
});
const type = (text: string): ElectronJob['acts'][number] => ({ window: 0, type: text, told: false });
const IN_FRAME = [click(150, 125, false), type('siete'), click(150, 175, true)];
const fixture = (name: string, notes: string[], pages: Fixture['pages']): Fixture => ({
  name,
  notes,
  pages,
  act: () => Promise.resolve(),
});

interface Case {
  one: Fixture;
  acts: ElectronJob['acts'];
}
const PLAIN: [Fixture, ElectronJob['acts']][] = [
  [fixture('e-form', ['guarda siete'], { '': html(FORM) }), [click(50, 25, false), type('siete'), click(50, 75, true)]],
  [
    fixture('e-window', ['firma'], {
      '': html(`<button style="${at(10, 10)}" onclick="window.open('ventana')">Abrir</button>`),
      ventana: html(`<button style="${at(10, 10)}" onclick="nota('firma')">Firmar</button>`),
    }),
    [click(50, 25, true), click(50, 25, true, 1)],
  ],
  [
    fixture('e-secret', ['listo'], {
      '': html(
        `<input type="password" style="${at(10, 10)}" aria-label="Ingreso"><button style="${at(10, 60)}" onclick="nota('listo')">Entrar</button>`,
      ),
    }),
    [click(50, 25, false), type('Zq9secreta'), click(50, 75, true)],
  ],
];

const IN_FRAMES: [Fixture, ElectronJob['acts']][] = [
  [
    fixture('e-frame', ['guarda siete'], {
      '': html(`<iframe src="dentro" name="pagos" style="${FRAME}"></iframe>`),
      dentro: html(FORM),
    }),
    IN_FRAME,
  ],
  [
    fixture('e-other-site', ['guarda siete'], {
      '': html(`<iframe src="OTHER/dentro" name="pagos" style="${FRAME}"></iframe>`),
      dentro: html(FORM),
    }),
    IN_FRAME,
  ],
];
const named = (list: typeof PLAIN): (Case & { name: string })[] =>
  list.map(([one, acts]) => ({ name: one.name, one, acts }));

function isTooOld(): boolean {
  const binary = electronBinary();
  if (binary === null) return true;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const version = execFileSync(binary, ['-p', 'process.versions.electron'], { env, encoding: 'utf8' });
  return Number(version.split('.')[0]) < FRAMES_SINCE;
}

describe.skipIf(why !== null)(`the recorder on a real Electron${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let folder: string;
  let source: string;
  let site: FixtureSite;
  let robot: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(join(DESKTOP, 'out', 'recorder-'));
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: folder,
        ssr: join(DESKTOP, 'recorder', 'test', 'electron-main.ts'),
        target: 'node20',
        rollupOptions: { external: ['electron'], output: { entryFileNames: 'main.mjs' } },
      },
      ssr: { noExternal: true },
    });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'recorded', version: '0.0.0', main: 'main.mjs' }),
    );
    [source, site, robot] = await Promise.all([
      bundleInPage(),
      startFixtureSite([...PLAIN, ...IN_FRAMES].map(([one]) => one)),
      launchTestBrowser(),
    ]);
  });
  afterAll(async () => {
    await site.close();
    await robot.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function recorded(one: Fixture, acts: ElectronJob['acts']): Promise<{ recording?: Recording; error?: string }> {
    const resultFile = join(folder, 'result.json');
    const job: ElectronJob = { url: site.urlOf(one), source, acts, resultFile };
    writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    const args = [folder, '--no-sandbox', '--disable-gpu', '--lang=es-419', join(folder, 'job.json')];
    // Electron hands input on only while its window has the focus, which another test's app would take.
    const [program = '', ...rest] = onNewDisplay([electronBinary() ?? '', ...args]);
    await new Promise<void>((resolve) => {
      execFile(program, rest, { timeout: 60_000 }, () => resolve());
    });
    const text = readFileSync(resultFile, 'utf8');
    rmSync(resultFile);
    return JSON.parse(text) as { recording?: Recording; error?: string };
  }

  async function roundTrip({ one, acts }: Case): Promise<void> {
    site.forget(one);
    const { recording, error } = await recorded(one, acts);
    expect(error).toBeUndefined();
    if (recording === undefined) throw new Error('nothing was recorded');
    expect(recording.dropped).toEqual([]);
    expect(JSON.stringify(recording)).not.toContain('Zq9');
    await expect.poll(() => site.notes(one), { timeout: 10_000 }).toEqual(one.notes);
    site.forget(one);
    const run = await replay(robot, recording, { ...one, secrets: ['Zq9secreta'] });
    expect({ ...run.result, log: run.log.slice(-4) }).toMatchObject({ status: 'completed' });
    await expect.poll(() => site.notes(one), { timeout: 10_000 }).toEqual(one.notes);
  }

  it.each(named(PLAIN))('$name: what a person did in it, the robot does', roundTrip);
  it.skipIf(isTooOld()).each(named(IN_FRAMES))(
    `$name: what a person did in it, the robot does (not with an Electron before ${FRAMES_SINCE})`,
    roundTrip,
  );
});
