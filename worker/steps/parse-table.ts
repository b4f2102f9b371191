import type { StepOf } from '@sri/shared/model/step.ts';
import type { Settled } from '@sri/shared/model/contract-result.ts';
import { AppError } from '@sri/shared/errors.ts';
import { asText } from '@sri/shared/lang/as-text.ts';
import { timeLeft } from '../browser/scope.ts';
import { inThread } from '../parsers/in-thread.ts';
import { guessSeparator } from '../parsers/read-csv.ts';
import {
  readContractTable,
  type ContractReading,
  type ContractTask,
  type TableSource,
} from '../parsers/read-contract-table.ts';
import { isRecord } from './describe-value.ts';
import { resultFile } from './result-file.ts';
import type { StepContext, StepResult } from './step.ts';

type ParseStep = StepOf<'parse'>;

const THREAD = new URL('../parsers/contract-thread.ts', import.meta.url);
/** Up to so many characters a table is read at once: a thread takes longer to begin. */
const SMALL = 100_000;
const MOST_SETTLED_TOLD = 10;

function textCell(value: unknown, row: number, name: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  // Written out, 1.234 would be another number where the comma separates decimals.
  throw new AppError('step_failed', `«${name}» de la fila ${row} no es un texto sino un valor ya leído`, {
    hint: 'Dale al paso la tabla como está en el portal, por ejemplo lo que guardó un paso que lee una tabla.',
  });
}

/** A table's rows as texts. Throws `step_failed` for what is no list of rows. */
function rowsIn(value: readonly unknown[]): Record<string, string>[] {
  return value.map((row, at) => {
    if (!isRecord(row))
      throw new AppError('step_failed', `El elemento ${at + 1} de la lista no es una fila con columnas`, {
        hint: 'Lee una lista de filas, por ejemplo lo que guardó un paso que lee una tabla.',
      });
    const cells = Object.entries(row as Record<string, unknown>);
    return Object.fromEntries(cells.map(([name, cell]) => [name, textCell(cell, at + 1, name)]));
  });
}

/** Where the table is: in a list, in a file of this execution, or in a text that is a CSV. */
function sourceOf({ from, separator }: ParseStep, context: StepContext): TableSource {
  const value = context.value(from);
  if (Array.isArray(value)) return { rows: rowsIn(value) };
  if (isRecord(value)) return resultFile(from, context);
  const text = asText(value);
  const isCsv = /[\r\n]/.test(text.trim()) || text.includes(separator ?? guessSeparator(text));
  return context.files.find(text) === undefined && isCsv ? { text } : resultFile(from, context);
}

function sizeOf(source: TableSource): number {
  if ('path' in source) return Infinity;
  if ('text' in source) return source.text.length;
  let size = 0;
  for (const row of source.rows) for (const name of Object.keys(row)) size += 1 + (row[name]?.length ?? 0);
  return size;
}

async function readTable(task: ContractTask, context: StepContext): Promise<ContractReading> {
  if (sizeOf(task.source) > SMALL) {
    const limits = { signal: context.scope.signal, timeoutMs: timeLeft(context.scope), words: 'leer la tabla' };
    return inThread<ContractReading>(THREAD, task, limits);
  }
  const answer = readContractTable(task);
  if ('value' in answer) return answer.value;
  throw new AppError('step_failed', answer.fault.message, { hint: answer.fault.hint });
}

const ORDERS = { dmy: 'día, mes, año', mdy: 'mes, día, año', ymd: 'año, mes, día' } as const;

function settledWords({ column, format, row, text }: Settled): string {
  const { decimal, dateOrder, localCurrency, quintalKg } = format;
  const said = [
    ...(decimal === undefined ? [] : [decimal === ',' ? 'coma decimal' : 'punto decimal']),
    ...(dateOrder === undefined ? [] : [ORDERS[dateOrder]]),
    ...(localCurrency === undefined ? [] : [localCurrency]),
    ...(quintalKg === undefined ? [] : [`quintal de ${quintalKg} kg`]),
  ];
  return `«${column}»: ${said.join(', ')}, por «${text}» en la fila ${row}`;
}

function messageOf({ result: { rows, settled }, parser }: ContractReading): string {
  const count = rows.length === 1 ? '1 fila' : `${rows.length} filas`;
  const whose = parser === null ? 'por el contrato del paso' : `como «${parser.table}» de ${parser.provider}`;
  const told = settled.slice(0, MOST_SETTLED_TOLD).map(settledWords);
  const more = settled.length - told.length;
  return [`${count} ${whose}`, ...told, ...(more > 0 ? [`y el formato de ${more} columnas más`] : [])].join('; ');
}

function warningOf(step: ParseStep, { result, parser }: ContractReading, provider: string): string | undefined {
  const isFallback = parser?.provider === 'generic' && step.table === undefined;
  const [first] = result.breaches;
  const others = result.breachCount - 1;
  const more = others === 0 ? '' : others === 1 ? ' (y 1 problema más)' : ` (y ${others} problemas más)`;
  const parts = [
    ...(isFallback
      ? [`el portal «${provider}» no tiene un contrato para esta tabla: se leyó con el general, que no exige columnas`]
      : []),
    ...(first === undefined ? [] : [`los datos no cumplen su contrato: ${first.words}${more}`]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

/**
 * Reads a table of texts by its data contract; the value is its rows with numbers as numbers and dates as `2026-11-24`. One that breaks its
 * contract is a result all the same, which says so. Throws `step_failed` where there is no table, or no such contract.
 */
export async function parseTable(step: ParseStep, context: StepContext): Promise<StepResult> {
  const { separator, table, contract, totals = [] } = step;
  const source = sourceOf(step, context);
  const { provider, format } = context;
  const printed = Object.fromEntries(totals.map(({ name, value }) => [name, value]));
  const reading = await readTable({ source, separator, provider, format, table, contract, totals: printed }, context);
  const { rows, breaches, breachCount, settled } = reading.result;
  const warning = warningOf(step, reading, provider);
  return {
    status: 'passed',
    message: messageOf(reading),
    value: rows,
    isData: true,
    types: reading.types,
    ...(warning === undefined ? {} : { warning }),
    ...(breachCount === 0
      ? {}
      : { broken: { parser: reading.parser, rows: rows.length, breachCount, breaches, settled } }),
  };
}
