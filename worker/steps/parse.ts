import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { asText } from '@sri/shared/lang/as-text.ts';
import { timeLeft } from '../browser/scope.ts';
import { inThread } from '../parsers/in-thread.ts';
import type { PatternMatch, PatternTask } from '../parsers/pattern-thread.ts';
import { readCsvLines, readCsvRows } from '../parsers/read-csv.ts';
import { readDate } from '../parsers/read-date.ts';
import { readCurrency, readNumber, type NumberFault } from '../parsers/read-number.ts';
import { describeValue, isRecord } from './describe-value.ts';
import { parseTable } from './parse-table.ts';
import { defineStep, type StepContext } from './step.ts';

type ParseStep = StepOf<'parse'>;

/** Enough for a table of half a million rows. */
const PARSE_TIMEOUT_MS = 60_000;
/** A pattern that takes longer never ends. */
const PATTERN_TIMEOUT_MS = 10_000;
const THREAD = new URL('../parsers/pattern-thread.ts', import.meta.url);
const KINDS: Record<ParseStep['as'], string> = {
  number: 'un número',
  date: 'una fecha',
  money: 'un importe',
  json: 'JSON',
  csv: 'una tabla CSV',
  lines: 'líneas',
  regex: 'lo que coincide con un patrón',
  table: 'una tabla con su contrato',
};

function refuse(text: string, what: string, hint: string): AppError {
  return new AppError('step_failed', `«${text.slice(0, 200)}» ${what}`, { hint });
}

const NUMBER_FAULTS: Record<NumberFault, [what: string, hint: string]> = {
  none: ['no es un número', 'Mira qué guardó el paso que lo lee.'],
  several: ['tiene varios números', 'Deja uno solo, por ejemplo con un patrón.'],
  ambiguous: [
    'puede ser dos números distintos',
    'Di en el paso qué signo separa los decimales, la coma o el punto, o elige el formato del portal.',
  ],
  too_long: ['tiene más de 15 cifras y no cabe en un número', 'Déjalo como texto.'],
};

function numberIn(text: string, decimal: ParseStep['decimal']): number {
  const read = readNumber(text, decimal);
  if ('value' in read) return read.value;
  throw refuse(text, ...NUMBER_FAULTS[read.fault]);
}

function dateIn(text: string, order: ParseStep['order']): string {
  const read = readDate(text, order);
  if ('value' in read) return read.value;
  if (read.fault === 'none')
    throw refuse(text, 'no es una fecha', 'Se leen fechas como 24/11/2026, 2026-11-24 o 24 de noviembre de 2026.');
  throw refuse(
    text,
    `puede ser ${read.days.join(' o ')}`,
    'Di en el paso el orden de día, mes y año, o elige el formato del portal.',
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : '';
    throw refuse(text, `no es JSON (${why})`, 'Mira qué guardó el paso que lo lee.');
  }
}

function patternTime({ timeoutMs }: ParseStep, { scope }: StepContext): number {
  return timeoutMs === undefined ? Math.min(PATTERN_TIMEOUT_MS, timeLeft(scope)) : timeLeft(scope);
}

async function matchesIn(text: string, step: ParseStep, context: StepContext): Promise<unknown> {
  const { pattern = '', flags = '', all = false } = step;
  const task: PatternTask = { text, pattern, flags, all };
  const limits = { signal: context.scope.signal, timeoutMs: patternTime(step, context), words: 'buscar el patrón' };
  const found = await inThread<PatternMatch[]>(THREAD, task, limits);
  if (all) return found;
  if (found[0] === undefined)
    throw refuse(
      text,
      `no contiene nada como ${pattern.slice(0, 100)}`,
      'Corrige el patrón o el texto en el que se busca.',
    );
  return found[0];
}

function parseText(text: string, step: ParseStep, context: StepContext): unknown {
  const { as, separator, header = true } = step;
  // What the step says, else what is known of the portal.
  const { decimal = context.format.decimal, order = context.format.dateOrder } = step;
  if (as === 'number') return numberIn(text, decimal);
  if (as === 'money') return { amount: numberIn(text, decimal), currency: readCurrency(text) };
  if (as === 'json') return jsonIn(text);
  if (as === 'csv') return header ? readCsvRows(text, separator) : readCsvLines(text, separator);
  if (as === 'regex') return matchesIn(text, step, context);
  if (as === 'lines') {
    const lines = text.split(/\r\n|[\n\r\f]/).map((line) => line.trim());
    return lines.filter((line) => line !== '');
  }
  return dateIn(text, order);
}

export const parse = defineStep({
  type: 'parse',
  defaultTimeoutMs: PARSE_TIMEOUT_MS,
  describe: ({ from, as }) => `leer ${from.slice(0, 200)} como ${KINDS[as]}`,
  run: async (step, context) => {
    if (step.as === 'table') return parseTable(step, context);
    const from = context.value(step.from);
    // A number of JSON says itself which one it is: written out, `1.234` could be two.
    const isNumber = step.as === 'number' && typeof from === 'number' && Number.isFinite(from);
    const value = isNumber ? from : await parseText(asText(from), step, context);
    const isData = isRecord(value) || (Array.isArray(value) && value.length > 0 && value.every(isRecord));
    return { status: 'passed', message: describeValue(value), value, isData };
  },
});
