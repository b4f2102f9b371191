import { createHash } from 'node:crypto';
import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { look } from '../browser/look.ts';
import { readInPage } from '../browser/page-reader.ts';
import { playwrightTimeout, throwIfAborted, within, type Scope } from '../browser/scope.ts';
import { mergeTable, tableRecords } from '../parsers/html-table.ts';
import type { StepContext } from './step.ts';

export type TableStep = StepOf<'extractTable'>;

/** What one page of a table shows. */
export interface TablePage {
  records: Record<string, string>[];
  /** Every row as one text, for comparing pages. */
  rowTexts: string[];
  /** The same for pages that show the same rows. */
  print: string;
  /** Rows that only say something. */
  notes: string[];
}

function problemOf(problem: 'none' | 'several' | 'huge', count: number, words: string): AppError {
  if (problem === 'none') {
    return new AppError('element_not_found', `En ${words} no hay ninguna tabla`, {
      hint: 'Apunta a la tabla misma, o a lo que la contiene.',
    });
  }
  if (problem === 'several') {
    return new AppError('element_ambiguous', `En ${words} hay ${count} tablas`, { hint: 'Apunta a una sola tabla.' });
  }
  return new AppError('step_failed', `La tabla ${words} es demasiado grande`, {
    hint: 'Filtra la consulta en el portal para que la tabla sea más corta.',
  });
}

/**
 * Reads the table as it is now; undefined while it is not there as exactly one, or the page is being replaced. Throws for a table that cannot
 * be read as the step wants it.
 */
export async function readTableNow(
  step: TableStep,
  context: StepContext,
  scope: Scope,
): Promise<TablePage | undefined> {
  const { found } = await look(context.page, step.target, 'visible', scope);
  if (found === undefined) return undefined;
  const attributes = (step.columns ?? []).flatMap(({ attribute }) => (attribute === undefined ? [] : [attribute]));
  let raw: Awaited<ReturnType<typeof readInPage<'readTable'>>>;
  try {
    raw = await within(scope, readInPage(found.locator, 'readTable', { attributes }, playwrightTimeout(scope)));
  } catch {
    throwIfAborted(scope);
    return undefined;
  }
  if ('problem' in raw) throw problemOf(raw.problem, raw.count, describeTarget(step.target));
  const byNumberOnly = step.columns?.every(({ index }) => index !== undefined) === true;
  const table = mergeTable(raw, { firstRowNames: !byNumberOnly });
  const rowTexts = table.rows.map((row) => JSON.stringify(row.map(({ text }) => text)));
  return {
    records: tableRecords(table, step.columns),
    rowTexts,
    print: createHash('sha256').update(rowTexts.join('\n')).digest('base64'),
    notes: table.notes,
  };
}
