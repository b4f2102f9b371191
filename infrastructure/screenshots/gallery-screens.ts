import type { Page } from 'playwright';
import type { Screen } from './screen.ts';

/** Every screen state of the gallery, as its own list of links names them. */
export async function galleryScreens(page: Page, url: string): Promise<Screen[]> {
  await page.goto(`${url}/#/__gallery`);
  const links = page.getByRole('navigation', { name: 'Pantallas' }).getByRole('link');
  await links.first().waitFor();
  const hrefs = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash));
  const screens = hrefs.map((hash) => ({
    name: new URLSearchParams(hash.split('?')[1]).get('show') ?? '',
    url: `${url}/${hash}`,
    asks: false,
  }));
  return [{ name: 'piezas', url: `${url}/#/__gallery`, asks: false }, ...screens];
}
