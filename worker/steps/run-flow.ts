import { AppError } from '@sri/shared/errors.ts';
import { defineStep } from './step.ts';

export const runFlow = defineStep({
  type: 'runFlow',
  defaultTimeoutMs: null,
  describe: ({ version }) => `ejecutar otro flujo${version === undefined ? '' : `, versión ${version}`}`,
  run: async ({ steps, inputs = {} }, context) => {
    // A script whose signature is good holds them; one that was made by hand may not.
    if (steps === undefined) {
      throw new AppError('step_failed', 'Al guion le faltan los pasos del otro flujo', {
        hint: 'Publica otra vez el flujo: al publicarlo se toman los pasos del otro.',
      });
    }
    const given = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, context.value(value)]));
    const { failure, saved } = await context.runApart(steps, { place: '.steps', start: { inputs: given } });
    if (failure !== null) return failure;
    return { status: 'passed', message: steps.length === 1 ? '1 paso' : `${steps.length} pasos`, value: saved };
  },
});
