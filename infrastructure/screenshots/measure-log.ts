// `npm run measure:log`: how smooth a log of 100,000 lines is, in a real browser: while it comes, while somebody scrolls
// through it, and while it is filtered. Prints a line of JSON for each, with the same of an empty page, since a busy
// machine is slow at everything. Ends with 1 where a frame costs the page's main thread more than the budget.
import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright';
import { testChromium } from '../../desktop/build/config.ts';
import { startGallery } from './gallery-server.ts';

const BUDGET_MS = 33;

interface Frames {
  frames: number;
  /** Between one frame and the next, in ms. */
  median: number;
  p95: number;
  max: number;
  /** Frames that took longer than the budget. */
  late: number;
  /** Of the page's main thread, for one frame, in ms: what a busy machine changes little. */
  cpu: number;
}

/** Measures `count` frames of a page; with `scrolled`, as with a wheel that is turned fast: some lines each frame, down and up again. */
async function framesOf(page: Page, count: number, scrolled = ''): Promise<Frames> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await busy();
  const gaps = await page.evaluate(
    ([wanted, selector]) =>
      new Promise<number[]>((resolve) => {
        const box = selector === '' ? null : document.querySelector(selector);
        const found: number[] = [];
        let last = 0;
        const tick = (now: number): void => {
          if (last > 0) found.push(now - last);
          last = now;
          if (found.length === wanted) return resolve(found);
          if (box !== null) box.scrollTop += found.length % 400 < 200 ? 900 : -900;
          requestAnimationFrame(tick);
          return undefined;
        };
        requestAnimationFrame(tick);
      }),
    [count, scrolled] as const,
  );
  const cpu = ((await busy()) - before) / count;
  await cdp.detach();
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.min(count - 1, Math.floor(share * count))] ?? 0);
  const late = gaps.filter((gap) => gap > BUDGET_MS).length;
  return { frames: count, median: at(0.5), p95: at(0.95), max: at(1), late, cpu: round(cpu) };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
const LOG = '[aria-label="Registro de la ejecución"]';

const gallery = await startGallery();
const path = testChromium();
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(existsSync(path) ? { executablePath: path } : {}),
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'es-AR' });
  const open = async (screen: string): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(`${gallery.url}/#/__gallery?show=${screen}`);
    await page.locator(LOG).waitFor();
  };
  const tell = (what: string, found: Frames, empty?: Frames): void =>
    console.log(JSON.stringify({ measure: what, ...found, ...(empty === undefined ? {} : { empty }) }));

  const emptyPage = async (): Promise<Frames> => {
    await page.goto('about:blank');
    return framesOf(page, 600);
  };
  const empty = await emptyPage();
  tell('empty page', empty);
  await open('medir-registro-en-curso');
  const coming = await framesOf(page, 400);
  tell('100,000 lines coming', coming, empty);
  // From there on the oldest lines go.
  await page.getByText('50.000 líneas').waitFor({ timeout: 120_000 });
  const full = await framesOf(page, 120);
  tell('100,000 lines coming, 50,000 kept', full, empty);
  await open('medir-registro-guardado');
  const scrolling = await framesOf(page, 600, LOG);
  const besides = await emptyPage();
  tell('scrolling through 100,000 lines', scrolling, besides);
  await open('medir-registro-guardado');
  const typing = page.getByLabel('Buscar en el registro').fill('LQ-2026-0001');
  const [filtering] = await Promise.all([framesOf(page, 120), typing]);
  tell('filtering 100,000 lines', filtering, besides);
  process.exitCode = [coming, full, scrolling].some(({ cpu }) => cpu > BUDGET_MS) ? 1 : 0;
} finally {
  await browser.close();
  await gallery.close();
}
