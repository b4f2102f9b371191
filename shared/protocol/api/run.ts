import { z } from 'zod';
import { inputValuesSchema } from '../../model/flow.ts';
import { idSchema } from '../../model/ids.ts';
import { versionSchema } from '../../model/names.ts';
import { defineEndpoint } from './endpoint.ts';

/** Executions that one call may start. */
export const MAX_ROWS = 1000;
const MAX_METADATA_CHARACTERS = 16_000;

export const metadataSchema = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= MAX_METADATA_CHARACTERS, {
    error: `at most ${MAX_METADATA_CHARACTERS} characters as JSON`,
  });

export const runRequestSchema = z.strictObject({
  providerId: idSchema,
  /** The caller's own notes; they come back with the execution. */
  metadata: metadataSchema.default({}),
  /** Without it: the provider's active flow. */
  flowId: idSchema.optional(),
  /** Only with `flowId`; without it that flow's published version. */
  version: versionSchema.optional(),
  inputs: inputValuesSchema.default({}),
  /** One execution a row; a row's values go before `inputs`. */
  rows: z.array(inputValuesSchema).min(1).max(MAX_ROWS).optional(),
});
export type RunRequest = z.output<typeof runRequestSchema>;

/** `jobId` for one execution, `jobIds` (in the order of the rows) where `rows` was sent. */
export const runAnswerSchema = z.object({
  jobId: z.string().optional(),
  jobIds: z.array(z.string()).optional(),
  status: z.literal('queued'),
});
export type RunAnswer = z.infer<typeof runAnswerSchema>;

/** Header with which the same call, repeated within 24 hours, is answered and not run again. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, '1 to 200 visible ASCII characters without spaces');

export const run = defineEndpoint({
  method: 'POST',
  path: '/api/run',
  summary: 'Starts an execution (or one a row) after the six checks; answers before it is in the queue.',
  tag: 'jobs',
  permission: 'jobs:run',
  headers: z.object({ [IDEMPOTENCY_HEADER]: idempotencyKeySchema.optional() }),
  body: runRequestSchema,
  status: 202,
  response: runAnswerSchema,
});
