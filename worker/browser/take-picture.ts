import { mayHoldAny } from './holds-any.ts';
import { SECRET_FIELDS } from './secret-fields.ts';
import type { Locator, Page, PageScreenshotOptions } from 'playwright-core';

const MAX_FRAMES = 20;

/** What a picture must not show (R50), in the page and its frames. */
async function secretFields(page: Page): Promise<Locator[]> {
  if (!(await mayHoldAny(page, SECRET_FIELDS))) return [];
  return page
    .frames()
    .slice(0, MAX_FRAMES)
    .map((frame) => frame.locator(SECRET_FIELDS));
}

/** A picture of what the window shows, or of the whole page; secret fields are covered. */
export async function takePicture(page: Page, options: PageScreenshotOptions): Promise<Buffer> {
  return page.screenshot({ ...options, mask: await secretFields(page), maskColor: '#3b4252' });
}

/** A picture of one element; secret fields are covered. */
export async function takeElementPicture(page: Page, element: Locator, timeout: number): Promise<Buffer> {
  return element.screenshot({ timeout, mask: await secretFields(page), maskColor: '#3b4252' });
}
