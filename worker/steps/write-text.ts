import type { Found } from '../browser/locate.ts';
import { readInPage } from '../browser/page-reader.ts';
import type { StepContext } from './step.ts';

/** Replaces what a field holds; at a point, as a person would: click, choose everything, type. */
export async function writeText(
  { locator, position }: Found,
  value: string,
  context: StepContext,
  timeout: number,
): Promise<void> {
  if (position === undefined) return locator.fill(value, { timeout });
  await locator.click({ position, timeout });
  const { keyboard } = context.page;
  await keyboard.press('ControlOrMeta+A');
  if (value === '') await keyboard.press('Delete');
  else await keyboard.insertText(value);
}

/** Covers the field in every picture from now on, whatever kind of field it is. */
export async function coverField({ locator }: Found, timeout: number): Promise<void> {
  await readInPage(locator, 'markSecret', undefined, timeout);
}
