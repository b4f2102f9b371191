import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { layoutFaults } from '../../desktop/renderer/gallery/layout-faults.ts';
import { variantName, type Variant } from './variants.ts';

/** A screen by its address: what its picture is called, and where it is. */
export interface Screen {
  name: string;
  url: string;
  /** It asks a server for what it shows. */
  asks: boolean;
}

/** The console as a person has set it who likes this variant. */
export async function openContext(browser: Browser, variant: Variant): Promise<BrowserContext> {
  const { theme, language, width, height } = variant;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const preferences = JSON.stringify({ theme, language, density: 'normal', region: 'AR' });
  await context.addInitScript((text) => localStorage.setItem('sri.preferences', text), preferences);
  return context;
}

/** Waits until the screen has its title and nothing is being fetched or drawn any more. False: it never showed one. */
async function settle(page: Page, { asks }: Screen): Promise<boolean> {
  const title = page.getByRole('heading', { level: 1 }).first();
  const loading = page.getByRole('status', { name: /^(?:Cargando|Loading)$/ }).first();
  const shown = await title.waitFor({ timeout: 15_000 }).then(
    () => true,
    () => false,
  );
  if (asks) await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
  // A screen that shows how it loads stays so: it is taken as it is.
  await loading.waitFor({ state: 'detached', timeout: 1500 }).catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  // Two frames: what was set in the last one is drawn in the next.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return shown;
}

/** Takes a screen's picture into `folder`; gives what looks broken on it. */
export async function takePicture(page: Page, screen: Screen, variant: Variant, folder: string): Promise<string[]> {
  // Of two addresses that differ in their hash alone the first one's screen would still stand there.
  await page.goto('about:blank');
  await page.goto(screen.url);
  const shown = await settle(page, screen);
  const name = `${screen.name}-${variantName(variant)}`;
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  const faults = shown ? await page.evaluate(layoutFaults) : ['shows no title'];
  return faults.map((fault) => `${name}: ${fault}`);
}
