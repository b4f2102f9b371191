import type { Response } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { browserError } from '../browser/browser-error.ts';
import { catchDownload, type Arrival, type DownloadCatch } from '../browser/catch-download.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { describePage, seconds } from '../browser/element-error.ts';
import { networkFault, pageTimeout, responseFault } from '../browser/page-fault.ts';
import { attempt, playwrightTimeout, timeLeft, within } from '../browser/scope.ts';
import { act } from './act.ts';
import { saveArrival, sizeInWords, type SavedFile } from './save-download.ts';
import { defineStep, type StepContext, type StepResult } from './step.ts';
import { shownUrl, webAddress } from './web-address.ts';

/** Reports of a whole campaign take portals a while. */
const DOWNLOAD_TIMEOUT_MS = 120_000;
/** So long a click may take until its download begins. */
const START_MS = 30_000;

function result({ file, name, bytes }: SavedFile, note?: string): StepResult {
  const said = `${name} (${sizeInWords(bytes)})`;
  return {
    status: 'passed',
    message: note === undefined ? said : `${said}; ${note}`,
    value: { file, name, bytes },
    ...(bytes === 0 ? { warning: 'el archivo está vacío' } : {}),
  };
}

/** The arrival, or null when nothing comes in time. */
function arrivalIn(caught: DownloadCatch, ms: number, context: StepContext): Promise<Arrival | null> {
  return within(context.scope, attempt<Arrival | null>(caught.arrival, null, ms));
}

async function byClick(
  target: NonNullable<Parameters<typeof describeTarget>[0]>,
  context: StepContext,
): Promise<StepResult> {
  const caught = await within(context.scope, catchDownload(context.page));
  try {
    const navigated = context.navigation.count();
    const { found } = await act(context, target, 'hacer clic en', ({ locator }, timeout) => locator.click({ timeout }));
    const waitMs = Math.min(START_MS, timeLeft(context.scope));
    const arrival = await arrivalIn(caught, waitMs, context);
    if (arrival !== null) return result(await saveArrival(arrival, caught, context), found.note);
    await context.refuseLoginPage();
    const moved =
      context.navigation.count() === navigated ? '' : `; el portal mostró ${await describePage(context.page)}`;
    throw new AppError(
      'step_timeout',
      `El clic en ${found.words} no inició ninguna descarga en ${seconds(waitMs)}${moved}`,
      {
        hint: 'Comprueba que sea el enlace del archivo, y si antes hay que elegir algo.',
      },
    );
  } finally {
    caught.stop();
  }
}

async function notAFile(response: Response, url: string, context: StepContext): Promise<AppError> {
  const fault = await responseFault(response, context.egressFailure);
  if (fault !== null) return fault;
  const status = response.status();
  const what =
    status >= 400 ? `el portal respondió ${status}` : 'el portal respondió con una página, no con un archivo';
  return new AppError('step_failed', `No se pudo descargar ${shownUrl(url)}: ${what}`, {
    hint: 'Comprueba la dirección; si la página tiene un enlace al archivo, descarga con un clic en él.',
  });
}

/** Opens the address in a window of its own, so that the flow's page stays where it is. */
async function byAddress(url: string, context: StepContext): Promise<StepResult> {
  const from = context.page.url();
  const page = await within(context.scope, context.openPage());
  const caught = await within(context.scope, catchDownload(page));
  try {
    const referer = /^https?:/.test(from) ? { referer: from } : {};
    const opened = page.goto(url, { timeout: playwrightTimeout(context.scope), waitUntil: 'load', ...referer }).then(
      (response) => ({ response }),
      (error: unknown) => ({ error }),
    );
    const first = await within(context.scope, Promise.race([caught.arrival, opened]));
    if ('kind' in first) return result(await saveArrival(first, caught, context));
    if ('response' in first) {
      if (first.response === null)
        throw browserError(new Error('no response'), `descargar ${shownUrl(url)}`, context.timeoutMs);
      // Which of the two is told first, the page or the file in it, is a matter of chance.
      const late = await arrivalIn(caught, 500, context);
      if (late !== null) return result(await saveArrival(late, caught, context));
      await context.refuseLoginPage(page, url);
      throw await notAFile(first.response, url, context);
    }
    const text = first.error instanceof Error ? first.error.message : String(first.error);
    if (/download is starting|ERR_ABORTED/i.test(text)) {
      const arrival = await arrivalIn(caught, Math.min(START_MS, timeLeft(context.scope)), context);
      if (arrival !== null) return result(await saveArrival(arrival, caught, context));
    }
    if (/timeout .*exceeded/i.test(text)) throw pageTimeout(shownUrl(url), context.timeoutMs, false);
    throw (
      (await networkFault(text, shownUrl(url), context.egressFailure)) ??
      browserError(first.error, `descargar ${shownUrl(url)}`, context.timeoutMs)
    );
  } finally {
    caught.stop();
    await attempt(page.close(), undefined, 3000);
  }
}

export const download = defineStep({
  type: 'download',
  defaultTimeoutMs: DOWNLOAD_TIMEOUT_MS,
  describe: ({ target, url = '' }) => `descargar ${target === undefined ? shownUrl(url) : describeTarget(target)}`,
  run: ({ target, url = '' }, context) =>
    target === undefined ? byAddress(webAddress(url), context) : byClick(target, context),
});
