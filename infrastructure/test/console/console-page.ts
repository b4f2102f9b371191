import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { testChromium } from '../../../desktop/build/config.ts';

/** Chromium as the tests run it anywhere, also as root. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: testChromium(), args: ['--no-sandbox'] });
}

export interface ConsoleOptions {
  language?: 'es' | 'en';
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** A person's browser. What the console says of itself on the way (policy breaches, failures) is in `said`. */
export async function openConsole(
  browser: Browser,
  { language = 'es', theme = 'light', width = 1440, height = 900 }: ConsoleOptions = {},
): Promise<{ context: BrowserContext; page: Page; said: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'es' ? 'es-AR' : 'en-US',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(error.message));
  page.on('console', (message) => {
    // The browser tells of every refused call by itself; refusals are part of what is tested.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) said.push(message.text());
  });
  return { context, page, said };
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(url);
  await fillIn(page, email, password);
  await page.getByRole('navigation').waitFor();
}

export async function fillIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(/^(?:Correo|E-mail)$/).fill(email);
  await page.getByLabel(/^(?:Contraseña|Password)$/).fill(password);
  await page.getByRole('button', { name: /^(?:Iniciar sesión|Sign in)$/ }).click();
}

/** Counts the clicks of the person from now on; gives how many there were. Ends with the page. */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    const counts = dataset['clicks'] !== undefined;
    dataset['clicks'] = '0';
    if (counts) return;
    const count = (event: Event): void => {
      if (event.isTrusted) dataset['clicks'] = String(Number(dataset['clicks']) + 1);
    };
    addEventListener('click', count, { capture: true });
  });
  return async () => Number(await page.evaluate(() => document.documentElement.dataset['clicks']));
}

/** What keeps somebody out, in a form that tells what to mend. */
export async function accessFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
