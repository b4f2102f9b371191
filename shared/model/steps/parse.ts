import { z } from 'zod';
import { dataContractSchema } from '../data-contract.ts';
import { variableNameSchema } from '../names.ts';
import { stepBase, templateText } from '../step-base.ts';

/** Which fields each way of reading takes. */
export const PARSE_FIELDS = {
  number: ['decimal'],
  money: ['decimal'],
  date: ['order'],
  json: [],
  csv: ['separator', 'header'],
  lines: [],
  regex: ['pattern', 'flags', 'all'],
  table: ['separator', 'table', 'contract', 'totals'],
} as const;

const fieldOf = {
  /** The sign before the decimals; the portal's unless told. Where neither is, a text that could be two numbers, as `1.234`, is a failure. */
  decimal: z.enum([',', '.']).optional(),
  /** The order of day, month and year; the portal's unless told. Where neither is, a text that could be two days, as `03/04/2026`, is a failure. */
  order: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** Guessed unless told. */
  separator: z.enum([',', ';', '\t', '|']).optional(),
  /** The first line names the columns; it does unless told. */
  header: z.boolean().optional(),
  /** A regular expression of JavaScript. Named groups give an object, others the first group, none the whole match. */
  pattern: z.string().min(1).max(2000).optional(),
  flags: z
    .string()
    .max(4)
    .regex(/^[imsu]*$/, 'of i, m, s and u')
    .refine((flags) => new Set(flags).size === flags.length, 'each sign once')
    .optional(),
  /** Every match, as a list, and not the first one alone. */
  all: z.boolean().optional(),
  /** One of the tables that the portal's own parser knows; found by its columns unless told. */
  table: z.string().min(1).max(100).optional(),
  /** What the table must be; the contract of the portal's own parser unless told. */
  contract: dataContractSchema.optional(),
  /** The totals that the portal prints: `name` as the contract's `printed`, `value` as it stands on the page. */
  totals: z
    .array(z.strictObject({ name: z.string().min(1).max(100), value: templateText }))
    .max(50)
    .optional(),
};

function isPattern(pattern: string, flags: string | undefined): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

/**
 * Makes a value of a text: a number, a date (`2026-11-24`), an amount (`{amount, currency}`), JSON, the rows of a CSV, lines, or what a
 * pattern matches; or of a table of texts (rows, a CSV, a file) its rows by a data contract, whose breach leaves the execution `needs_review`.
 */
export const parseSchema = z
  .strictObject({
    ...stepBase,
    type: z.literal('parse'),
    from: templateText.min(1),
    as: z.enum(['number', 'date', 'money', 'json', 'csv', 'lines', 'regex', 'table']),
    ...fieldOf,
    saveAs: variableNameSchema,
  })
  .superRefine((step, context) => {
    const own: readonly string[] = PARSE_FIELDS[step.as];
    for (const name of Object.keys(fieldOf) as (keyof typeof fieldOf)[]) {
      if (step[name] !== undefined && !own.includes(name))
        context.addIssue({ code: 'custom', path: [name], message: `does not belong to "${step.as}"` });
    }
    if (step.table !== undefined && step.contract !== undefined)
      context.addIssue({ code: 'custom', path: ['contract'], message: 'either table or contract, not both' });
    const names = (step.totals ?? []).map(({ name }) => name);
    names.forEach((name, at) => {
      if (names.indexOf(name) < at)
        context.addIssue({ code: 'custom', path: ['totals', at, 'name'], message: 'is taken' });
      const { contract } = step;
      if (contract !== undefined && !contract.totals.some(({ printed }) => printed === name))
        context.addIssue({ code: 'custom', path: ['totals', at, 'name'], message: 'is no total of the contract' });
    });
    if (step.as !== 'regex') return;
    if (step.pattern === undefined) context.addIssue({ code: 'custom', path: ['pattern'], message: 'is missing' });
    else if (!isPattern(step.pattern, step.flags))
      context.addIssue({ code: 'custom', path: ['pattern'], message: 'is no regular expression' });
  });
