import { z } from 'zod';
import { inputValuesSchema } from '../model/flow.ts';
import { idSchema } from '../model/ids.ts';
import { slugSchema, versionSchema } from '../model/names.ts';
import { resumeRefSchema } from '../model/resume.ts';
import { valueFormatSchema } from '../model/value-format.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** One element of `sri:org:{ORG}:jobs`. References only: never cookies, never the script's text. */
export const jobEnvelopeSchema = z.object({
  v: z.literal(1),
  jobId: idSchema,
  /** Grows each time the control plane puts the job anew (R3, R4). */
  gen: z.number().int().min(1),
  orgId: idSchema,
  userId: idSchema,
  providerId: idSchema,
  provider: slugSchema,
  /** What the worker must know of the portal: where a person logs in, whose cookies may be used (R49), how it writes values. */
  portal: z
    .object({ loginUrl: z.string().nullable(), domains: z.array(z.string()), format: valueFormatSchema.optional() })
    .optional(),
  flowId: idSchema,
  version: versionSchema,
  scriptKey: z.string().min(1).max(1024),
  scriptHash: hex64,
  scriptSignature: hex64,
  keyId: z.string().min(1).max(64),
  inputs: inputValuesSchema,
  metadata: z.record(z.string(), z.unknown()),
  /** It goes on where an earlier execution failed, with what that one had found until then. */
  resume: resumeRefSchema.optional(),
  timeoutMs: z.number().int().positive(),
  /** ms since the epoch. */
  enqueuedAt: z.number().int(),
  /** R45; a worker accepts an element without one outside production only. */
  ticket: z.object({ expires: z.number().int(), mac: hex64 }).optional(),
});
export type JobEnvelope = z.infer<typeof jobEnvelopeSchema>;
