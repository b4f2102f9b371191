import { AppError } from '@sri/shared/errors.ts';
import type { Condition } from '@sri/shared/model/condition.ts';
import { limitScope } from '../browser/scope.ts';
import { checkCondition, describeCondition } from './check-condition.ts';
import { defineStep, type StepContext } from './step.ts';

/** The condition, within a step's usual time: the branch itself may take as long as its steps. */
async function checkInTime(condition: Condition, context: StepContext): Promise<boolean> {
  const limited = limitScope(
    context.scope,
    context.timeoutMs,
    () =>
      new AppError('step_timeout', 'La página no respondió a la condición', {
        hint: 'Mira la captura; puede haber un script del portal que no termina.',
      }),
  );
  try {
    return await checkCondition(condition, context, limited);
  } finally {
    limited.end();
  }
}

export const ifStep = defineStep({
  type: 'if',
  defaultTimeoutMs: null,
  describe: ({ condition }) => `si ${describeCondition(condition)}`.slice(0, 300),
  run: async ({ condition, then, else: otherwise = [] }, context) => {
    const holds = await checkInTime(condition, context);
    const branch = holds ? then : otherwise;
    const failure = await context.runSteps(branch, { place: holds ? '.then' : '.else' });
    if (failure !== null) return failure;
    const steps = branch.length === 1 ? '1 paso' : `${branch.length} pasos`;
    return { status: 'passed', message: `${holds ? 'se cumple' : 'no se cumple'}: ${steps}` };
  },
});
