import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { cleanText } from '@sri/shared/lang/clean-text.ts';
import { locate, type Found } from '../browser/locate.ts';
import { look } from '../browser/look.ts';
import { readInPage } from '../browser/page-reader.ts';
import { playwrightTimeout } from '../browser/scope.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { guarded } from './act.ts';
import { defineStep, type StepContext } from './step.ts';

type Field = StepOf<'extract'>['fields'][number];

/** The field's element; null for an optional one that is not there (once the others are, nobody waits for it). */
async function findField(field: Field, context: StepContext): Promise<Found | null> {
  if (field.optional !== true) return locate(context.page, field.target, context.scope, 'attached');
  const { found, root } = await look(context.page, field.target, 'attached', context.scope);
  return found === undefined ? null : { locator: found.locator, root, words: describeTarget(field.target) };
}

async function readField(field: Field, context: StepContext): Promise<{ value: string | null; note?: string }> {
  const found = await findField(field, context);
  if (found === null) return { value: null };
  const { attribute } = field;
  const { value } = await guarded(context, `leer ${found.words}`, () =>
    readInPage(
      found.locator,
      'readValue',
      attribute === undefined ? {} : { attribute },
      playwrightTimeout(context.scope),
    ),
  );
  if (value === null && field.optional !== true) {
    throw new AppError(
      'step_failed',
      `${found.words} no tiene el atributo «${attribute ?? ''}» (campo ${field.name})`,
      {
        hint: 'Corrige el atributo, o marca el campo como opcional.',
      },
    );
  }
  const note = found.note === undefined ? {} : { note: `${field.name} ${found.note}` };
  return { value: value === null ? null : attribute === undefined ? cleanText(value) : value, ...note };
}

export const extract = defineStep({
  type: 'extract',
  describe: ({ fields }) => `leer ${fields.map(({ name }) => name).join(', ')}`.slice(0, 300),
  run: async ({ fields }, context) => {
    const values = new Map<string, string | null>();
    const notes: string[] = [];
    // The ones that must be there first: their wait is the time in which the optional ones appear.
    for (const field of fields.toSorted((a, b) => Number(a.optional ?? false) - Number(b.optional ?? false))) {
      const { value, note } = await readField(field, context);
      values.set(field.name, value);
      if (note !== undefined) notes.push(note);
    }
    const value = Object.fromEntries(fields.map(({ name }) => [name, values.get(name) ?? null]));
    const missing = fields.filter(({ name }) => value[name] === null).map(({ name }) => name);
    const read = fields.length - missing.length;
    const said = [
      read === 1 ? '1 valor leído' : `${read} valores leídos`,
      ...(missing.length > 0 ? [`sin valor: ${missing.join(', ')}`] : []),
      ...notes,
    ];
    return { status: 'passed', message: said.join('; '), value, isData: true };
  },
});
