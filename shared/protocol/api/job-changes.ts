import { z } from 'zod';
import { cellValueSchema } from '../../model/contract-result.ts';
import { idSchema } from '../../model/ids.ts';
import { variableNameSchema } from '../../model/names.ts';
import { defineEndpoint } from './endpoint.ts';

/** Rows of each kind that are told one by one. */
export const MOST_CHANGES = 500;

const rowSchema = z.record(z.string(), cellValueSchema);

export const resultChangesSchema = z.object({
  /** The execution that it is compared with; null where there is none before. */
  against: z.object({ jobId: z.string(), finishedAt: z.iso.datetime().nullable() }).nullable(),
  /** Columns that tell rows apart; all of them where none does. */
  key: z.array(z.string()),
  /** Columns that could. */
  keys: z.array(z.string()),
  counts: z.object({
    before: z.number().int(),
    after: z.number().int(),
    added: z.number().int(),
    removed: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
  }),
  added: z.array(rowSchema),
  removed: z.array(rowSchema),
  /** `columns` names those that differ. */
  changed: z.array(z.object({ key: rowSchema, before: rowSchema, after: rowSchema, columns: z.array(z.string()) })),
});
export type ResultChanges = z.infer<typeof resultChangesSchema>;

export const getResultChanges = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/:id/changes/:name',
  summary:
    'What became of the rows that were saved under a name, since the last completed execution of the same flow and account. `key`: the column that tells rows apart.',
  tag: 'jobs',
  permission: 'jobs:read',
  params: z.object({ id: idSchema, name: variableNameSchema }),
  query: z.object({ key: z.string().max(200).optional() }),
  status: 200,
  response: resultChangesSchema,
});
