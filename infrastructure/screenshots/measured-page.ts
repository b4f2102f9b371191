import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright';
import { testChromium } from '../../desktop/build/config.ts';
import { startGallery } from './gallery-server.ts';

export interface Measured {
  page: Page;
  /** Address of a screen of the gallery by its id. */
  screen: (id: string) => string;
}

/** A page of a real browser beside the gallery, for as long as `measure` takes. */
export async function withMeasuredPage(measure: (measured: Measured) => Promise<void>): Promise<void> {
  const gallery = await startGallery();
  const path = testChromium();
  const browser = await chromium.launch({
    args: ['--no-sandbox'],
    ...(existsSync(path) ? { executablePath: path } : {}),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'es-AR' });
    await measure({ page, screen: (id) => `${gallery.url}/#/__gallery?show=${id}` });
  } finally {
    await browser.close();
    await gallery.close();
  }
}
