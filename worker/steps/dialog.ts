import { defineStep, passed } from './step.ts';

export const dialog = defineStep({
  type: 'dialog',
  describe: ({ answer }) => (answer === 'accept' ? 'aceptar el próximo aviso' : 'cancelar el próximo aviso'),
  run: ({ answer, text }, context) => {
    context.keeper.dialogs.arm({ answer, text });
    return Promise.resolve(passed(undefined));
  },
});
