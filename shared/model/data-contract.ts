import { z } from 'zod';
import { currencySchema, taxIdKindSchema, valueFormatSchema, weightUnitSchema } from './value-format.ts';

const nameSchema = z.string().min(1).max(100);

const columnBase = {
  /** The column's name in the results. */
  name: nameSchema,
  /** What the portal calls it, besides `name`; case, accents and runs of spaces make no difference. */
  headers: z.array(z.string().min(1).max(200)).max(50).default([]),
  /** Whether the table may come without this column. */
  optional: z.boolean().default(false),
  /** Whether every row must have a value. */
  required: z.boolean().default(true),
  /** Texts by which the portal says "no value", as `-`. A cell with nothing in it always is one. */
  blanks: z.array(z.string().max(50)).max(20).default([]),
  /** How this column writes values, where it differs from the table's format. */
  format: valueFormatSchema.optional(),
};

const currencySources = {
  currency: currencySchema.optional(),
  from: nameSchema.optional(),
  into: nameSchema.optional(),
};

/** One column: what it is called, what it holds. */
export const columnContractSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...columnBase,
    type: z.literal('text'),
    /** The only texts that may stand here; case, accents and runs of spaces make no difference. */
    oneOf: z.array(z.string().min(1).max(200)).min(1).max(500).optional(),
  }),
  z.strictObject({ ...columnBase, type: z.literal('number') }),
  /** `12,5 %` and `12,5` are 12.5. */
  z.strictObject({ ...columnBase, type: z.literal('percent') }),
  z.strictObject({ ...columnBase, type: z.literal('date') }),
  z.strictObject({
    ...columnBase,
    type: z.literal('weight'),
    /** The unit of the results. */
    unit: weightUnitSchema,
    /** The unit of cells that name none; `unit` unless told. */
    printedIn: weightUnitSchema.optional(),
  }),
  z.strictObject({
    ...columnBase,
    type: z.literal('money'),
    /**
     * Where the currency is said: one for the whole column; another column, which each cell's own sign fills where the table lacks it; or each
     * cell, which fills the column `into`.
     */
    ...currencySources,
  }),
  z.strictObject({ ...columnBase, type: z.literal('currency') }),
  z.strictObject({ ...columnBase, type: z.literal('taxId'), kind: taxIdKindSchema.optional() }),
]);
export type ColumnContract = z.infer<typeof columnContractSchema>;
export type ColumnType = ColumnContract['type'];
export const columnTypeSchema = z.enum(['text', 'number', 'percent', 'date', 'weight', 'money', 'currency', 'taxId']);

/** What each column of the results holds, by its name. */
export function columnTypes(columns: readonly ColumnContract[]): Record<string, ColumnType> {
  return Object.fromEntries(
    columns.flatMap((column): [string, ColumnType][] =>
      column.type === 'money' && column.into !== undefined
        ? [
            [column.name, column.type],
            [column.into, 'currency'],
          ]
        : [[column.name, column.type]],
    ),
  );
}

/** A total that the portal prints. `printed` is the name under which its text is handed in; `where` narrows the rows. */
export const totalContractSchema = z.strictObject({
  printed: nameSchema,
  /** The column that is summed; without one, rows are counted. */
  column: nameSchema.optional(),
  where: z.strictObject({ column: nameSchema, is: z.string().max(200) }).optional(),
  /** Whether the portal may leave it out. */
  optional: z.boolean().default(false),
});
export type TotalContract = z.infer<typeof totalContractSchema>;

const SUMMED: readonly ColumnType[] = ['number', 'weight', 'money'];

/** What a table must be to be believed: columns, types, rows, totals. A breach makes the execution `needs_review`. */
export const dataContractSchema = z
  .strictObject({
    format: valueFormatSchema.default({}),
    columns: z.array(columnContractSchema).min(1).max(200),
    /** Columns that the contract does not name: kept as texts, or left out, or a breach. */
    otherColumns: z.enum(['keep', 'leaveOut', 'refuse']).default('keep'),
    minRows: z.number().int().min(0).max(1_000_000).default(1),
    /** Columns whose values together stand in one row only. */
    key: z.array(nameSchema).min(1).max(10).optional(),
    totals: z.array(totalContractSchema).max(50).default([]),
  })
  .superRefine(({ columns, key = [], totals }, context) => {
    const typeOf = new Map(columns.map(({ name, type }) => [name, type]));
    const fault = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const taken = new Set<string>();
    columns.forEach((column, at) => {
      const made = column.type === 'money' && column.into !== undefined ? [column.name, column.into] : [column.name];
      if (made.some((name) => taken.has(name))) fault(['columns', at, 'name'], 'is taken');
      for (const name of made) taken.add(name);
      if (column.type !== 'money') return;
      const said = [column.currency, column.from, column.into].filter((source) => source !== undefined);
      if (said.length !== 1) fault(['columns', at], 'takes one of currency, from and into');
      if (column.from !== undefined && typeOf.get(column.from) !== 'currency')
        fault(['columns', at, 'from'], 'is no column of currencies');
    });
    key.forEach((name, at) => {
      if (!taken.has(name)) fault(['key', at], 'is no column');
    });
    totals.forEach(({ column, where }, at) => {
      const type = column === undefined ? undefined : typeOf.get(column);
      if (column !== undefined && (type === undefined || !SUMMED.includes(type)))
        fault(['totals', at, 'column'], 'is no column that can be summed');
      if (where !== undefined && !taken.has(where.column)) fault(['totals', at, 'where'], 'is no column');
    });
  });
export type DataContract = z.infer<typeof dataContractSchema>;
export type DataContractInput = z.input<typeof dataContractSchema>;
