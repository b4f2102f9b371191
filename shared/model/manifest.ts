import { z } from 'zod';
import { idSchema } from './ids.ts';
import { versionSchema } from './names.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Beside an execution's results: what they are, by whom and from what they were made, signed. */
export const MANIFEST_FILE = 'manifest.json';

/** One object of the results. */
export const manifestObjectSchema = z.strictObject({ sha256: sha256Schema, bytes: z.number().int().min(0) });
export type ManifestObject = z.infer<typeof manifestObjectSchema>;

/** Everything that is signed. Times are ms since the epoch. */
export const manifestBodySchema = z.strictObject({
  format: z.literal('sri-manifest/2'),
  jobId: idSchema,
  orgId: idSchema,
  userId: idSchema,
  flowId: idSchema,
  /** The flow's version. */
  version: versionSchema,
  /** The script that ran: its SHA-256, its signature, and the id of the key that made that. */
  script: z.strictObject({ sha256: sha256Schema, signature: sha256Schema, keyId: z.string() }),
  /** Which attempt: generation and number, as `2.1`. */
  attempt: z.string().regex(/^\d+\.\d+$/),
  status: z.string(),
  startedAt: z.number().int(),
  finishedAt: z.number().int(),
  workerId: z.string(),
  workerVersion: z.string(),
  browser: z.string(),
  /** Which capture of the login it ran with; null: set by hand. */
  sessionVersion: z.number().int().nullable(),
  /** Every object by its name; the manifest itself is none of them. */
  objects: z.record(z.string().min(1), manifestObjectSchema),
});
export type ManifestBody = z.infer<typeof manifestBodySchema>;

export const manifestSchema = z.strictObject({
  ...manifestBodySchema.shape,
  /** Over the RFC 8785 form of all the rest. `value`: base64. */
  signature: z.strictObject({ algorithm: z.literal('Ed25519'), keyId: z.string(), value: z.base64() }),
});
export type Manifest = z.infer<typeof manifestSchema>;
