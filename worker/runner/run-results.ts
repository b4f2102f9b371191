import type { RunScriptResult } from './run-script-contract.ts';

const nothing = { steps: [], pastPointOfNoReturn: false, data: [] };

/** A run that was stopped before it could tell anything. */
export function cancelledRun(): RunScriptResult {
  return { status: 'cancelled', ...nothing };
}

/** A run whose browser died or did not start; tried again (R24). */
export function browserCrashed(reason?: string): RunScriptResult {
  return {
    status: 'failed',
    error: {
      code: 'browser_crashed',
      message: `El navegador se cayó o no pudo empezar${reason === undefined ? '' : `: ${reason}`}`,
      hint: 'Se vuelve a intentar solo. Si ocurre siempre, la página usa demasiada memoria: divide el flujo.',
      retryable: true,
    },
    ...nothing,
  };
}

/** A run that met an error of the runner's own. */
export function brokenRun(): RunScriptResult {
  return {
    status: 'failed',
    error: {
      code: 'internal',
      message: 'El robot tuvo un error propio',
      hint: 'Mira worker-combined.log en el robot; el error está allí con este job.',
      retryable: false,
    },
    ...nothing,
  };
}
