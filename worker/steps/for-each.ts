import { AppError } from '@sri/shared/errors.ts';
import { defineStep, type StepContext } from './step.ts';

const MAX_ROUNDS = 10_000;

/** The items of a loop. Throws `step_failed` for what is no list. */
function itemsOf(written: string | readonly unknown[], context: StepContext): unknown[] {
  const value = typeof written === 'string' ? context.value(written) : written.map((item) => context.value(item));
  if (!Array.isArray(value)) {
    const kind = value === null ? 'vacío' : typeof value === 'object' ? 'un objeto' : 'un valor solo';
    throw new AppError('step_failed', `${String(written)} no es una lista: es ${kind}`, {
      hint: 'Repite sobre una lista, por ejemplo lo que guardó un paso que lee una tabla.',
    });
  }
  if (value.length > MAX_ROUNDS) {
    throw new AppError('step_failed', `La lista tiene ${value.length} elementos; se admiten hasta ${MAX_ROUNDS}`, {
      hint: 'Filtra la consulta en el portal, o divide el trabajo en varias ejecuciones.',
    });
  }
  return value;
}

export const forEach = defineStep({
  type: 'forEach',
  defaultTimeoutMs: null,
  describe: ({ items, as }) =>
    `por cada ${as} de ${typeof items === 'string' ? items : `una lista de ${items.length}`}`,
  run: async ({ items: written, as, steps }, context) => {
    const items = itemsOf(written, context);
    for (const [index, item] of items.entries()) {
      context.log('info', `Ronda ${index + 1}/${items.length} de ${as}`);
      const own = { [as]: item, [`${as}Index`]: index };
      const failure = await context.runSteps(steps, { place: `[${index + 1}]`, own });
      if (failure !== null) return failure;
    }
    return { status: 'passed', message: items.length === 1 ? '1 ronda' : `${items.length} rondas` };
  },
});
