import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunner, parse, PuppeteerRunnerExtension } from '@puppeteer/replay';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Step } from '@sri/shared/model/step.ts';
import { startPortal, type RunningPortal } from '../../../examples/portal/portal.ts';
import { readChromeRecording } from '../../../server/features/flows/formats/read-chrome-recording.ts';
import { writeChromeRecording } from '../../../server/features/flows/formats/write-chrome-recording.ts';
import { writePlaywrightTest } from '../../../server/features/flows/formats/write-playwright-test.ts';
import { runSteps } from '../../../worker/test/run-one-step.ts';
import { testServices } from '../test-services.ts';

const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const root = join(import.meta.dirname, '..', '..', '..');

let portal: RunningPortal;
let folder: string;

beforeAll(async () => {
  portal = await startPortal({ port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'sri-formats-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(async () => {
  await portal?.close();
  rmSync(folder, { recursive: true, force: true });
});

const byRole = (role: string, name: string) => ({
  candidates: [{ by: 'role' as const, role, name, exact: true }],
});

/** Signs in as a person does and looks at the settlements; what each format has words for. */
const steps = (): Step[] => [
  { type: 'navigate', url: `${portal.url}/ingresar` },
  { type: 'fill', target: '#usuario', value: 'proveedor' },
  {
    type: 'fill',
    target: {
      candidates: [
        { by: 'css', value: '#ya-no-esta' },
        { by: 'id', value: 'clave' },
      ],
    },
    value: 'practica2026',
  },
  { type: 'press', target: '#clave', key: 'Enter', after: { load: true } },
  { type: 'click', target: 'nav a[href="/liquidaciones"]', after: { url: '*/liquidaciones*' } },
  { type: 'waitFor', target: 'table.resultados', state: 'visible' },
  { type: 'assert', target: 'table.resultados', visible: true },
];

async function withPuppeteer<T>(use: (browser: Browser, page: Page) => Promise<T>): Promise<T> {
  const browser = await launch({ executablePath: testServices().chromium, headless: true, args: ARGS });
  try {
    return await use(browser, await browser.newPage());
  } finally {
    await browser.close();
  }
}

test('a flow written as a recording of Chrome is run by @puppeteer/replay to the same page', async () => {
  const recording = writeChromeRecording('Liquidaciones', steps());
  const reached = await withPuppeteer(async (browser, page) => {
    const runner = await createRunner(
      parse(recording),
      new PuppeteerRunnerExtension(browser, page, { timeout: 30_000 }),
    );
    expect(await runner.run()).toBe(true);
    return { url: page.url(), rows: (await page.$$('table.resultados tbody tr')).length };
  });
  expect(reached.url).toBe(`${portal.url}/liquidaciones`);
  expect(reached.rows).toBeGreaterThan(0);
});

test('what a recording has no word for travels along, is passed over by its runner, and comes back', async () => {
  const extract: Step = { type: 'extract', fields: [{ name: 'titulo', target: 'h1' }], saveAs: 'pagina' };
  const loop: Step = { type: 'forEach', items: [1, 2], as: 'n', steps: [{ type: 'screenshot' }] };
  const recording = writeChromeRecording('Ida y vuelta', [...steps(), extract, loop]);
  await withPuppeteer(async (browser, page) => {
    const runner = await createRunner(
      parse(recording),
      new PuppeteerRunnerExtension(browser, page, { timeout: 30_000 }),
    );
    expect(await runner.run()).toBe(true);
  });
  const back = readChromeRecording(recording['steps'] as unknown[]);
  expect(back.steps.slice(-2)).toEqual([extract, loop]);
});

test('a recording made by Chrome runs on a robot, with each way to find an element kept', async () => {
  const recorded = [
    { type: 'setViewport', width: 1300, height: 700, deviceScaleFactor: 1, isMobile: false },
    { type: 'navigate', url: `${portal.url}/ingresar`, assertedEvents: [{ type: 'navigation', url: '', title: '' }] },
    {
      type: 'change',
      target: 'main',
      selectors: [['aria/Usuario'], ['#usuario'], ['xpath///*[@id="usuario"]'], ['pierce/#usuario']],
      value: 'proveedor',
    },
    { type: 'change', target: 'main', selectors: [['aria/Contraseña'], ['#clave']], value: 'practica2026' },
    { type: 'keyDown', target: 'main', key: 'Tab' },
    { type: 'keyUp', target: 'main', key: 'Tab' },
    {
      type: 'click',
      target: 'main',
      selectors: [['aria/Este botón no está'], ['#btnIngresar'], ['text/Ingresar']],
      offsetX: 20,
      offsetY: 9,
      assertedEvents: [{ type: 'navigation', url: `${portal.url}/?aviso=1`, title: '' }],
    },
    { type: 'customStep', name: 'medir', parameters: {} },
  ];
  const { steps: read, notes } = readChromeRecording(recorded);
  expect(notes.map(({ at }) => at)).toEqual(['steps[0]', 'steps[3]', 'steps[7]']);
  expect(JSON.stringify(read)).not.toContain('practica2026');
  expect(read.map(({ type }) => type)).toEqual(['navigate', 'fill', 'fillSecret', 'press', 'click']);
  const [, user] = read;
  expect(user?.type === 'fill' && typeof user.target === 'object' && user.target.candidates.length).toBe(4);
  // A robot of a test has no secrets: the value is put where a person would choose one.
  const filled = read.map((step): Step =>
    step.type === 'fillSecret' ? { type: 'fill', target: step.target, value: 'practica2026' } : step,
  );
  const browser = await chromium.launch({ executablePath: testServices().chromium, args: ARGS });
  try {
    const made = await runSteps(browser, [
      ...filled,
      { type: 'assert', target: 'a[href="/salir"], form[action="/salir"]', visible: true },
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
  } finally {
    await browser.close();
  }
});

/** Runs a written test with Playwright's own runner; resolves to its exit code and what it printed. */
async function playwright(name: string, text: string): Promise<{ code: number | null; out: string }> {
  writeFileSync(join(folder, `${name}.spec.ts`), text);
  const config = { use: { launchOptions: { executablePath: testServices().chromium, args: ARGS } }, timeout: 60_000 };
  writeFileSync(join(folder, 'playwright.config.ts'), `export default ${JSON.stringify(config)};\n`);
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const child = spawn(process.execPath, [cli, 'test', `${name}.spec.ts`, '--reporter=line'], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', INPUT_campaña: '2024/25' },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (out += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, out };
}

// Two runs of another test runner, each with a browser of its own.
test(
  'a flow written as a Playwright test passes in its own runner, and lists what has no equal',
  { timeout: 240_000 },
  async () => {
    const campaign = { campaña: { type: 'text' as const, required: true } };
    const more: Step[] = [
      { type: 'choose', target: '#campaña', value: '{{inputs.campaña}}' },
      { type: 'click', target: byRole('button', 'Buscar') },
      { type: 'extract', fields: [{ name: 'titulo', target: 'h1' }], saveAs: 'pagina' },
      {
        type: 'if',
        condition: { exists: '#no-existe' },
        then: [{ type: 'assert', target: '#tampoco' }],
        else: [{ type: 'assert', target: 'h1', text: '{{pagina.titulo}}' }],
      },
      { type: 'extractTable', target: 'table.resultados', saveAs: 'filas' },
    ];
    const text = writePlaywrightTest('Liquidaciones', campaign, [...steps(), ...more]);
    expect(text).toContain('// Sin traducir (1):\n//   extractTable');
    const good = await playwright('bien', text);
    expect(good).toMatchObject({ code: 0 });
    const wrong: Step = { type: 'assert', target: 'h1', text: 'Otra cosa' };
    const bad = await playwright('mal', writePlaywrightTest('Mal', campaign, [...steps(), wrong]));
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('Otra cosa');
  },
);
