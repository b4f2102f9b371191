import type { ElectronApplication, Page } from 'playwright';
import { waitFor } from '../../../../infrastructure/test/wait-for.ts';
import type { CaptureState } from '../../../contract/capture.ts';

/** The pages of the embedded browser: they are no windows, but Playwright sees them as it sees those. */
export function embeddedPages(app: ElectronApplication): Page[] {
  return app.windows().filter((page) => /^https?:/.test(page.url()));
}

/** The one page of the embedded browser, once it stands at an address. */
export function embeddedPage(app: ElectronApplication, at: RegExp): Promise<Page> {
  return waitFor(`a page of the embedded browser at ${at}`, () =>
    embeddedPages(app).find((page) => at.test(page.url())),
  );
}

/** Goes to the capture screen of a portal, as a link would. */
export async function openCapture(page: Page, providerId: string): Promise<void> {
  await page.evaluate(`location.hash = '#/portales/${providerId}/sesion'`);
  await page.getByRole('heading', { level: 1, name: /^Iniciar sesión en / }).waitFor();
}

export function captureState(page: Page): Promise<CaptureState | null> {
  return page.evaluate("window.sri.invoke('capture.state').then(({ value }) => value)");
}

/** Logs in at the practice portal with the keyboard, one key after the other, as a person does. */
export async function typeLogin(portal: Page): Promise<void> {
  await portal.locator('#usuario').click();
  await portal.keyboard.type('proveedor');
  await portal.keyboard.press('Tab');
  await portal.keyboard.type('practica2026');
  await portal.keyboard.press('Enter');
}

/** Points at what proves «logged in», once the picker listens: it draws a frame around what is under the pointer. */
export async function pointAt(portal: Page, selector: string): Promise<void> {
  const frame = portal.locator('html > div');
  await waitFor('the picker to follow the pointer', async () => {
    await portal.locator(selector).hover();
    return (await frame.count()) === 1 && (await frame.isVisible());
  });
  await portal.locator(selector).click();
}
