import { z } from 'zod';
import { contractCheckSchema } from './contract-report.ts';
import { columnTypeSchema } from './data-contract.ts';

/** Among an execution's results: where it can be taken up after the step that failed it. */
export const RESUME_FILE = 'resume.json';
/** In bytes; more than that is not kept, and the flow can only be run whole. */
export const MAX_RESUME_BYTES = 5_000_000;

/** What the steps from `index` on need of those before them. Nothing secret: what held a secret is left out. */
export const resumeStateSchema = z.strictObject({
  format: z.literal('sri-resume/1'),
  /** The step of the outermost list that failed; its place counts from 0. */
  stepId: z.string(),
  index: z.number().int().min(0),
  /** Where the page was before that step. */
  url: z.url({ protocol: /^https?$/ }),
  /** Results of earlier steps by name, without the inputs. */
  variables: z.record(z.string(), z.unknown()),
  /** Data that earlier steps saved, which is a result of the new execution too. */
  data: z.array(
    z.strictObject({
      name: z.string(),
      stepId: z.string(),
      value: z.unknown(),
      /** What its columns hold by their data contract. */
      types: z.record(z.string(), columnTypeSchema).optional(),
    }),
  ),
  /** Contracts that tables of earlier steps broke, by the name that those were saved under; the new execution is not to pass over them. */
  contracts: z.array(z.strictObject({ name: z.string(), check: contractCheckSchema })).optional(),
});
export type ResumeState = z.infer<typeof resumeStateSchema>;

/** Names such a state in the results of an earlier execution, and what its bytes must be. */
export const resumeRefSchema = z.object({
  jobId: z.string(),
  stepId: z.string(),
  key: z.string().min(1).max(1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ResumeRef = z.infer<typeof resumeRefSchema>;
