import { defineStep, passed } from './step.ts';
import { shownUrl } from './web-address.ts';

export const checkSession = defineStep({
  type: 'checkSession',
  describe: () => 'comprobar que la sesión sigue abierta',
  run: async (_step, context) => {
    const proof = await context.checkSession();
    if (proof !== null) return passed(`sesión abierta en ${shownUrl(proof)}`);
    return {
      status: 'passed',
      warning:
        'no hay con qué comprobarla: ni la sesión tiene una marca, ni el portal una dirección de inicio de sesión',
    };
  },
});
