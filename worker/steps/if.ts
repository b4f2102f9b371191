import { checkInTime, describeCondition } from './check-condition.ts';
import { defineStep } from './step.ts';

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
