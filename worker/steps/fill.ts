import { describeTarget } from '../browser/describe-target.ts';
import { readInPage } from '../browser/page-reader.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';
import { writeText } from './write-text.ts';

const SHOWN_LENGTH = 80;

/** A date as people here write it, for a date field, which takes the order of ISO 8601 only. */
function forDateField(value: string): string {
  const [, day, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(value) ?? [];
  if (day === undefined || month === undefined || year === undefined) return value;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

export const fill = defineStep({
  type: 'fill',
  describe: ({ target }) => `escribir en ${describeTarget(target)}`,
  run: async ({ target, value }, context) => {
    const { found, result: secret } = await act(
      context,
      target,
      'escribir en',
      async (field, timeout) => {
        const control = await readInPage(field.locator, 'readControl', undefined, timeout);
        if (control.secret) context.hideSecret(value);
        await writeText(field, control.type === 'date' ? forDateField(value) : value, context, timeout);
        return control.secret;
      },
      { atPoint: true },
    );
    const shown = value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}...` : value;
    const said = value === '' ? 'vaciado' : `escrito «${shown}»`;
    return passed(secret ? 'escrito un valor secreto' : said, found.note);
  },
});
