import { errors, type Response } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { browserError } from '../browser/browser-error.ts';
import { networkFault, pageTimeout, responseFault } from '../browser/page-fault.ts';
import { abortReason, playwrightTimeout, within } from '../browser/scope.ts';
import { shownUrl, webAddress } from './web-address.ts';
import { defineStep, type StepContext, type StepResult } from './step.ts';

type WaitUntil = 'load' | 'domcontentloaded' | 'networkidle' | 'commit';

/** Opens the page. Pages that go on to another one while they load count as the page where they end. */
async function open(url: string, waitUntil: WaitUntil, context: StepContext): Promise<Response | null> {
  const { page, scope, navigation } = context;
  try {
    return await within(scope, page.goto(url, { waitUntil, timeout: playwrightTimeout(scope) }));
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    if (scope.signal.aborted || !/interrupted by another navigation/.test(text)) throw error;
    const state = waitUntil === 'commit' ? 'domcontentloaded' : waitUntil;
    await within(scope, page.waitForLoadState(state, { timeout: playwrightTimeout(scope) }));
    return navigation.response() ?? null;
  }
}

async function faultOf(error: unknown, url: string, before: number, context: StepContext): Promise<AppError> {
  if (context.scope.signal.aborted) return abortReason(context.scope.signal);
  const shown = shownUrl(url);
  if (error instanceof errors.TimeoutError)
    return pageTimeout(shown, context.timeoutMs, context.navigation.count() > before);
  const text = error instanceof Error ? error.message : String(error);
  if (/download is starting/i.test(text)) {
    return new AppError('step_failed', `${shown} no es una página: es un archivo para descargar`, {
      hint: 'Usa un paso de descarga con esa dirección.',
    });
  }
  if (text.includes('ERR_ABORTED')) {
    return new AppError('step_failed', `La navegación a ${shown} se interrumpió: el portal no mostró ninguna página`, {
      hint: 'Comprueba la dirección; si da un archivo, usa un paso de descarga.',
    });
  }
  return (
    (await networkFault(text, shown, context.egressFailure)) ?? browserError(error, `abrir ${shown}`, context.timeoutMs)
  );
}

export const navigate = defineStep({
  type: 'navigate',
  describe: ({ url }) => `abrir ${shownUrl(url)}`,
  run: async ({ url, waitUntil = 'load' }, context): Promise<StepResult> => {
    const address = webAddress(url);
    const before = context.navigation.count();
    let response: Response | null;
    try {
      response = await open(address, waitUntil, context);
    } catch (error) {
      throw await faultOf(error, address, before, context);
    }
    const fault = response === null ? null : await responseFault(response, context.egressFailure);
    if (fault !== null) throw fault;
    const landed = context.page.url();
    const status = response?.status() ?? 200;
    return {
      status: 'passed',
      ...(landed === address ? {} : { message: `terminó en ${shownUrl(landed)}` }),
      ...(status >= 400 ? { warning: `el portal respondió ${status} (no encontrado o no permitido)` } : {}),
    };
  },
});
