import { AppError } from '@sri/shared/errors.ts';
import { defineStep } from './step.ts';

const PATIENCE_MS = 5 * 60_000;

export const askPerson = defineStep({
  type: 'askPerson',
  defaultTimeoutMs: PATIENCE_MS,
  eachPart: true,
  describe: ({ question }) => `preguntar a una persona: «${question.slice(0, 200)}»`,
  run: async ({ question, options }, context) => {
    const { timeoutMs } = context;
    const answer = await context.askPerson({
      kind: 'question',
      message: question,
      timeoutMs,
      ...(options === undefined ? {} : { options }),
    });
    if (answer === null) {
      throw new AppError('person_timeout', 'Nadie respondió la pregunta a tiempo', {
        hint: 'Ejecuta otra vez y responde en la página de la ejecución, o da más tiempo al paso.',
      });
    }
    if (options !== undefined && !options.includes(answer)) {
      throw new AppError('step_failed', `La respuesta «${answer.slice(0, 100)}» no es ninguna de las opciones`, {
        hint: `Se puede responder: ${options.join(', ')}.`,
      });
    }
    return { status: 'passed', message: `respondido «${answer.slice(0, 100)}»`, value: answer };
  },
});
