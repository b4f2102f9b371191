/** Names of buckets and objects (guide and protocol). */
export const SCRIPTS_BUCKET = 'sri-scripts';
export const RESULTS_BUCKET = 'sri-results';

export function scriptKey(orgId: string, flowId: string, hash: string): string {
  return `scripts/${orgId}/${flowId}/${hash}.json`;
}

/** Folder of an execution's results, with its `/` at the end. */
export function resultPrefix(orgId: string, userId: string, jobId: string): string {
  return `results/${orgId}/${userId}/${jobId}/`;
}

/** Folder of one attempt (R11); emptied once the execution is recorded, never listed to anyone. */
export function attemptPrefix(orgId: string, userId: string, jobId: string, gen: number, att: number): string {
  return `${resultPrefix(orgId, userId, jobId)}attempts/${gen}.${att}/`;
}

/** Object metadata that says which attempt wrote it, as `2.1`. */
export const FENCE_METADATA = 'sri-fence';
