import { endsRun } from './ends-run.ts';
import { defineStep, type Failure } from './step.ts';

const errorOf = ({ error, stepId }: Failure): Record<string, unknown> => ({
  error: { code: error.code, message: error.message, stepId: stepId ?? null },
});

export const tryStep = defineStep({
  type: 'try',
  defaultTimeoutMs: null,
  describe: ({ steps }) => (steps.length === 1 ? 'intentar 1 paso' : `intentar ${steps.length} pasos`),
  run: async ({ steps, catch: onFailure, finally: always = [] }, context) => {
    const failed = await context.runSteps(steps, { place: '.steps' });
    let left = failed;
    if (failed !== null && onFailure !== undefined && !endsRun(failed.error)) {
      context.log('warn', `Lo intentado falló, y se sigue como dice el flujo: ${failed.error.message}`);
      left = await context.runSteps(onFailure, { place: '.catch', own: errorOf(failed) });
    }
    // Nothing can be done any more in a run that is over.
    const last = context.scope.signal.aborted ? null : await context.runSteps(always, { place: '.finally' });
    left ??= last;
    if (left !== null) return left;
    return { status: 'passed', message: failed === null ? 'sin errores' : `falló: ${failed.error.message}` };
  },
});
