import { defineStep } from './step.ts';

export const setVariable = defineStep({
  type: 'setVariable',
  defaultTimeoutMs: null,
  describe: ({ saveAs }) => `guardar la variable ${saveAs}`,
  run: ({ value }, context) => Promise.resolve({ status: 'passed', value: context.value(value) }),
});
