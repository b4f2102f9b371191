import type { Page } from 'playwright-core';
import { describeTarget } from '../browser/describe-target.ts';
import { playwrightTimeout } from '../browser/scope.ts';
import { takeElementPicture, takePicture } from '../browser/take-picture.ts';
import { act, guarded } from './act.ts';
import { defineStep, type StepContext } from './step.ts';

/** Chromium draws no picture with a side over 16,384 px. */
const MAX_HEIGHT = 16_000;

async function wholePage(page: Page, context: StepContext): Promise<{ picture: Buffer; warning?: string }> {
  const timeout = playwrightTimeout(context.scope);
  const { cssContentSize } = await pageSize(page);
  if (cssContentSize.height <= MAX_HEIGHT) return { picture: await takePicture(page, { fullPage: true, timeout }) };
  const clip = { x: 0, y: 0, width: Math.min(cssContentSize.width, MAX_HEIGHT), height: MAX_HEIGHT };
  return {
    picture: await takePicture(page, { fullPage: true, clip, timeout }),
    warning: `la página mide ${Math.round(cssContentSize.height)} px de alto: la imagen llega hasta ${MAX_HEIGHT}`,
  };
}

async function pageSize(page: Page): Promise<{ cssContentSize: { width: number; height: number } }> {
  const cdp = await page.context().newCDPSession(page);
  try {
    return await cdp.send('Page.getLayoutMetrics');
  } finally {
    await cdp.detach();
  }
}

export const screenshot = defineStep({
  type: 'screenshot',
  describe: ({ fullPage, target }) => {
    if (target !== undefined) return `capturar ${describeTarget(target)}`;
    return fullPage === true ? 'capturar la página entera' : 'capturar la pantalla';
  },
  run: async ({ fullPage = false, target }, context) => {
    const { page } = context;
    const taken: { picture: Buffer; warning?: string; note?: string } =
      target === undefined
        ? await guarded(context, 'capturar la pantalla', async () =>
            fullPage
              ? wholePage(page, context)
              : { picture: await takePicture(page, { timeout: playwrightTimeout(context.scope) }) },
          )
        : await act(context, target, 'capturar', ({ locator }, timeout) =>
            takeElementPicture(page, locator, timeout),
          ).then(({ found, result }) => ({
            picture: result,
            ...(found.note === undefined ? {} : { note: found.note }),
          }));
    const name = await context.files.addScreenshot(taken.picture);
    return {
      status: 'passed',
      message: taken.note === undefined ? name : `${name}; ${taken.note}`,
      value: name,
      ...(taken.warning === undefined ? {} : { warning: taken.warning }),
    };
  },
});
