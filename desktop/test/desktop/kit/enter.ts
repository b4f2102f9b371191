import type { Page } from 'playwright';
import type { StackEnv } from '../../../../infrastructure/test/stack/local-stack.ts';
import { fillIn } from '../../../../infrastructure/test/console/console-page.ts';

/** Types a server's address, and goes on. */
export async function chooseServer(page: Page, url: string): Promise<void> {
  await page.getByLabel('Dirección del servidor').fill(url);
  await page.keyboard.press('Enter');
}

/** From the first start of the app to Inicio, as the demo's user. */
export async function enter(page: Page, stack: StackEnv): Promise<void> {
  await chooseServer(page, stack.API_URL);
  await fillIn(page, stack.DEMO_EMAIL, stack.DEMO_PASSWORD);
  await page.getByRole('heading', { level: 1, name: 'Inicio' }).waitFor();
}
