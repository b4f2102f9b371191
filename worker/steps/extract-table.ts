import { AppError } from '@sri/shared/errors.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { seconds } from '../browser/element-error.ts';
import { locate } from '../browser/locate.ts';
import { limitScope, type Scope } from '../browser/scope.ts';
import { readTableNow, type TablePage, type TableStep } from './read-table.ts';
import { defineStep, type StepContext } from './step.ts';
import { nextIsUsable, nextPage, settledTable } from './turn-page.ts';

/*
 * first page ──> next usable? ──no──> end
 *                 │ yes, and pages < maxPages          (else: end with a warning)
 *                 └─> click ──> another table? ──no──> end (led nowhere new)
 *                                │ yes, not seen before (else: end, the pager goes in a circle)
 *                                └─> add its rows ──> next usable? ...
 *
 * Rows are never left out on the quiet: what stands on two pages stays, and is said. Only a page that repeats the one before and
 * goes on ("Ver más") adds what is new on it.
 */

const MAX_ROWS = 500_000;
/** A table that is still being filled gets so long to stand still before it is taken as it is. */
const FIRST_PATIENCE_MS = 5000;

interface Gathered {
  records: Record<string, string>[];
  pages: number;
  repeated: number;
  notes: string[];
  cut: boolean;
}

/** Runs one part of the work within the step's time limit for a part. */
async function inTime<T>(context: StepContext, work: (scope: Scope) => Promise<T>): Promise<T> {
  const limited = limitScope(
    context.scope,
    context.timeoutMs,
    () =>
      new AppError(
        'step_timeout',
        `La página dejó de responder mientras se leía la tabla (${seconds(context.timeoutMs)})`,
        {
          hint: 'Mira la captura; puede haber un script del portal que no termina.',
        },
      ),
  );
  try {
    return await work(limited);
  } finally {
    limited.end();
  }
}

async function firstPage(step: TableStep, context: StepContext, scope: Scope): Promise<TablePage> {
  await locate(context.page, step.target, scope);
  const patience = { signal: scope.signal, deadline: Math.min(scope.deadline, performance.now() + FIRST_PATIENCE_MS) };
  const settled = await settledTable(step, context, patience, { since: 0 });
  if (settled !== undefined && settled !== 'same') return settled;
  const now = await readTableNow(step, context, scope);
  if (now !== undefined) return now;
  throw new AppError('element_not_found', `La tabla ${describeTarget(step.target)} desapareció mientras se leía`, {
    hint: 'Agrega un paso que espere a que la página termine de cargar.',
  });
}

/** Adds a page's rows; of one that repeats the whole page before, the new ones. */
function add(gathered: Gathered, seen: Set<string>, page: TablePage, before: TablePage | undefined): void {
  const continues =
    before !== undefined &&
    before.rowTexts.length > 0 &&
    page.rowTexts.length > before.rowTexts.length &&
    before.rowTexts.every((text, index) => text === page.rowTexts[index]);
  const from = continues ? before.rowTexts.length : 0;
  const added = page.rowTexts.slice(from);
  gathered.repeated += added.filter((text) => seen.has(text)).length;
  for (const text of added) seen.add(text);
  for (const record of page.records.slice(from)) gathered.records.push(record);
  for (const note of page.notes) if (!gathered.notes.includes(note)) gathered.notes.push(note);
  if (gathered.records.length > MAX_ROWS) {
    throw new AppError('step_failed', `La tabla tiene más de ${MAX_ROWS} filas`, {
      hint: 'Filtra la consulta en el portal, o divide el trabajo en varias ejecuciones.',
    });
  }
}

async function gather(step: TableStep, context: StepContext): Promise<Gathered> {
  const gathered: Gathered = { records: [], pages: 1, repeated: 0, notes: [], cut: false };
  const rows = new Set<string>();
  let page = await inTime(context, (scope) => firstPage(step, context, scope));
  const prints = new Set([page.print]);
  add(gathered, rows, page, undefined);
  const { pagination } = step;
  if (pagination === undefined) return gathered;
  while (await inTime(context, (scope) => nextIsUsable(pagination.next, context, scope))) {
    if (gathered.pages >= pagination.maxPages) return { ...gathered, cut: true };
    const turned = await inTime(context, (scope) => nextPage(step, pagination.next, page.print, context, scope));
    if (turned === 'same' || prints.has(turned.print)) break;
    add(gathered, rows, turned, page);
    prints.add(turned.print);
    page = turned;
    gathered.pages += 1;
    context.log('debug', `Página ${gathered.pages} de la tabla: ${gathered.records.length} filas`);
  }
  return gathered;
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function warningOf({ records, pages, repeated, notes, cut }: Gathered): string | undefined {
  const parts = [
    ...(cut ? [`hay más páginas: se leyeron solo las primeras ${pages} (maxPages)`] : []),
    ...(repeated > 0
      ? [`${plural(repeated, 'fila repetida', 'filas repetidas')} entre páginas; se conservan todas`]
      : []),
    ...(records.length === 0 ? [`la tabla no tiene filas${notes.length > 0 ? ` («${notes.join('», «')}»)` : ''}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

export const extractTable = defineStep({
  type: 'extractTable',
  eachPart: true,
  describe: ({ target, pagination }) =>
    `leer la tabla ${describeTarget(target)}${pagination === undefined ? '' : ', página por página'}`,
  run: async (step, context) => {
    const gathered = await gather(step, context);
    const rows = plural(gathered.records.length, 'fila', 'filas');
    const pages = step.pagination === undefined ? '' : ` en ${plural(gathered.pages, 'página', 'páginas')}`;
    const warning = warningOf(gathered);
    return {
      status: 'passed',
      message: `${rows}${pages}`,
      value: gathered.records,
      isData: true,
      ...(warning === undefined ? {} : { warning }),
    };
  },
});
