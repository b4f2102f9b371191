import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { asText } from '@sri/shared/lang/as-text.ts';
import { checkInTime, describeCondition } from './check-condition.ts';
import { defineStep, type StepContext, type StepResult } from './step.ts';

const MAX_TIMES = 10_000;

/** How often, where the step says a number. Throws `step_failed` for a value that is none. */
function timesOf(written: NonNullable<StepOf<'repeat'>['times']>, context: StepContext): number {
  const value = context.value(written);
  const times = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof times === 'number' && Number.isInteger(times) && times >= 0 && times <= MAX_TIMES) return times;
  throw new AppError('step_failed', `No se puede repetir «${asText(value).slice(0, 100)}» veces`, {
    hint: `Tiene que ser un número entero entre 0 y ${MAX_TIMES}.`,
  });
}

async function round(number: number, step: StepOf<'repeat'>, context: StepContext): Promise<StepResult | null> {
  context.log('info', `Ronda ${number}`);
  return context.runSteps(step.steps, { place: `[${number}]` });
}

const passed = (rounds: number): StepResult => ({
  status: 'passed',
  message: rounds === 1 ? '1 ronda' : `${rounds} rondas`,
});

export const repeat = defineStep({
  type: 'repeat',
  defaultTimeoutMs: null,
  describe: ({ times, while: during, until }) => {
    if (during !== undefined) return `repetir mientras ${describeCondition(during)}`.slice(0, 300);
    if (until !== undefined) return `repetir hasta que se cumpla que ${describeCondition(until)}`.slice(0, 300);
    return `repetir ${times} veces`;
  },
  run: async (step, context) => {
    const { while: during, until, maxRounds } = step;
    const most = step.times === undefined ? maxRounds : timesOf(step.times, context);
    for (let number = 1; number <= most; number += 1) {
      if (during !== undefined && !(await checkInTime(during, context))) return passed(number - 1);
      const failure = await round(number, step, context);
      if (failure !== null) return failure;
      if (until !== undefined && (await checkInTime(until, context))) return passed(number);
    }
    if (step.times !== undefined || (during !== undefined && !(await checkInTime(during, context))))
      return passed(most);
    throw new AppError('step_failed', `Se repitió ${most} veces y no terminó`, {
      hint: 'Comprueba la condición con la captura; si hacen falta más vueltas, sube su máximo (maxRounds).',
    });
  },
});
