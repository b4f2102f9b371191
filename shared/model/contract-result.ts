import { z } from 'zod';
import { valueFormatSchema } from './value-format.ts';

/** A value of a row that was read: a date is `2026-11-24`, a weight or an amount is a number, no value is null. */
export const cellValueSchema = z.union([z.string(), z.number(), z.null()]);
export type CellValue = z.infer<typeof cellValueSchema>;
export type DataRow = Record<string, CellValue>;

/** One thing that a text could mean, and the format under which it does. A number is written as `1234.5`, a date as `2026-11-24`. */
export const readingSchema = z.strictObject({ value: z.string(), format: valueFormatSchema.optional() });
export type Reading = z.infer<typeof readingSchema>;

/** Why a text is not read. */
export const refusalCodeSchema = z.enum([
  'blank',
  'unreadable',
  'ambiguous',
  /** It can be read, but not as this portal writes values. */
  'not_in_format',
  /** More than 15 significant digits: a number would not hold them all. */
  'too_long',
  'other_currency',
  'currency_missing',
  /** The unit asked for would need more digits than the value has. */
  'not_exact',
  'check_digit',
  'check_digit_missing',
  'not_allowed',
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

export const breachCodeSchema = z.enum([
  'column_missing',
  'column_twice',
  'column_unknown',
  'value_missing',
  'value_refused',
  'row_twice',
  'too_few_rows',
  'total_missing',
  'total_refused',
  'total_differs',
  /** A value of the column was refused, so its sum says nothing. */
  'total_unchecked',
]);
export type BreachCode = z.infer<typeof breachCodeSchema>;

/** Where a table breaks its contract. Rows count from 1 as they were read, the header left out. */
export const breachSchema = z.strictObject({
  code: breachCodeSchema,
  row: z.number().int().min(1).optional(),
  column: z.string().optional(),
  /** What stands in the cell, or what the portal prints as total. */
  text: z.string().optional(),
  refusal: refusalCodeSchema.optional(),
  readings: z.array(readingSchema).optional(),
  /** What is wrong and what to do, for a reader of Spanish. */
  words: z.string(),
});
export type Breach = z.infer<typeof breachSchema>;

/** A format that a column's own values settled: the cell that left no other. */
export const settledSchema = z.strictObject({
  column: z.string(),
  format: valueFormatSchema,
  row: z.number().int().min(1),
  text: z.string(),
});
export type Settled = z.infer<typeof settledSchema>;

/** A table after its contract. It may be used as it is only without breaches; a refused value is null in its row. */
export const contractResultSchema = z.strictObject({
  rows: z.array(z.record(z.string(), cellValueSchema)),
  /** In order: columns, then cells row by row, then rows, then totals; at most `MOST_BREACHES`. */
  breaches: z.array(breachSchema),
  /** How many there are in all. */
  breachCount: z.number().int().min(0),
  settled: z.array(settledSchema),
});
export type ContractResult = z.infer<typeof contractResultSchema>;

/** Breaches that are told one by one. */
export const MOST_BREACHES = 1000;
