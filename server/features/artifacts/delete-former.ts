import { DeleteObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { fromStorage } from '@sri/shared/node/storage-error.ts';
import { FENCE_METADATA, RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { listResults } from './list-objects.ts';
import type { Attempt } from './promote-attempt.ts';

/** Does what lies there come from an earlier generation than this one? */
function isFormer(fence: string | undefined, generation: number): boolean {
  const gen = Number(fence?.split('.')[0]);
  return Number.isInteger(gen) && gen < generation;
}

/**
 * Deletes what an earlier generation of the execution left under names that this one has not: one that ended at a login page had its
 * picture, and the one after it has data. `names` are this one's. What a newer one put there meanwhile stays.
 */
export async function deleteFormerResults(s3: S3Client, attempt: Attempt, names: readonly string[]): Promise<void> {
  const { orgId, userId, jobId, fence } = attempt;
  if (fence.gen <= 1) return;
  const own = new Set([...names, 'manifest.json']);
  for (const { name } of await listResults(s3, { orgId, userId, jobId })) {
    if (own.has(name)) continue;
    const Key = resultPrefix(orgId, userId, jobId) + name;
    const head = await fromStorage(s3.send(new HeadObjectCommand({ Bucket: RESULTS_BUCKET, Key })), () => undefined);
    if (!isFormer(head?.Metadata?.[FENCE_METADATA], fence.gen)) continue;
    await fromStorage(s3.send(new DeleteObjectCommand({ Bucket: RESULTS_BUCKET, Key })));
  }
}
