import { z } from 'zod';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema } from './flow.ts';
import { idSchema } from './ids.ts';
import { versionSchema } from './names.ts';

export const SCRIPT_FORMAT = 'sri-script/1';

/** What a script is for; signed with it, so that a valid script cannot be used elsewhere (R44). */
export const manifestSchema = z.strictObject({
  purpose: z.literal('flow'),
  orgId: idSchema,
  flowId: idSchema,
  version: versionSchema,
  keyId: z.string().min(1).max(64),
  createdAt: z.iso.datetime(),
});
export type ScriptManifest = z.infer<typeof manifestSchema>;

/** A script. Its bytes are the RFC 8785 form of this; hash and signature are over those bytes. */
export const scriptSchema = z.strictObject({
  format: z.literal(SCRIPT_FORMAT),
  manifest: manifestSchema,
  inputs: flowInputsSchema,
  steps: flowStepsSchema,
  options: flowOptionsSchema.optional(),
});
export type Script = z.infer<typeof scriptSchema>;
