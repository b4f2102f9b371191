import { z } from 'zod';
import { breachSchema, MOST_BREACHES, settledSchema } from './contract-result.ts';

/** Where a table that broke its contract was read, and how it broke it. */
export const contractCheckSchema = z.strictObject({
  stepId: z.string(),
  /** The step's place, as `3[2].1`: breaches count the rows of that table alone. */
  path: z.string(),
  /** Whose contract; null: the step's own. */
  parser: z.strictObject({ provider: z.string(), table: z.string() }).nullable(),
  /** How many rows were read. */
  rows: z.number().int().min(0),
  breachCount: z.number().int().min(1),
  breaches: z.array(breachSchema).max(MOST_BREACHES),
  settled: z.array(settledSchema),
});
export type ContractCheck = z.infer<typeof contractCheckSchema>;

/** What stands in `data/{saveAs}.contract.json`, which is there only where a contract was broken. */
export const contractReportSchema = z.strictObject({
  format: z.literal('sri-contract/1'),
  breachCount: z.number().int().min(1),
  checks: z.array(contractCheckSchema),
});
export type ContractReport = z.infer<typeof contractReportSchema>;
