import { CopyObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { attemptPrefix, FENCE_METADATA, RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import type { Fence } from '@sri/shared/queue/queue-contract.ts';
import { contentTypeOf } from './content-type.ts';
import { fromStorage } from '@sri/shared/node/storage-error.ts';

/** Whose results: the accepted attempt of one execution. */
export interface Attempt {
  orgId: string;
  userId: string;
  jobId: string;
  fence: Fence;
}

const AT_ONCE = 16;

function isSafeName(name: string): boolean {
  return name !== '' && !name.startsWith('/') && !name.startsWith('attempts/') && !name.split('/').includes('..');
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** Of these names, the ones whose documented object does not carry the accepted fence (R11). */
export async function findUnpromoted(s3: S3Client, attempt: Attempt, names: readonly string[]): Promise<string[]> {
  const { orgId, userId, jobId, fence } = attempt;
  const missing: string[] = [];
  await inLanes(names.filter(isSafeName), async (name) => {
    const Key = resultPrefix(orgId, userId, jobId) + name;
    const head = await fromStorage(s3.send(new HeadObjectCommand({ Bucket: RESULTS_BUCKET, Key })), () => undefined);
    if (head?.Metadata?.[FENCE_METADATA] !== `${fence.gen}.${fence.att}`) missing.push(name);
  });
  return missing;
}

/** Copies objects of the attempt's folder to their documented names. Returns those that are not there either. */
export async function promoteFromAttempt(s3: S3Client, attempt: Attempt, names: readonly string[]): Promise<string[]> {
  const { orgId, userId, jobId, fence } = attempt;
  const lost: string[] = [];
  const from = attemptPrefix(orgId, userId, jobId, fence.gen, fence.att);
  await inLanes(names.filter(isSafeName), async (name) => {
    const copy = new CopyObjectCommand({
      Bucket: RESULTS_BUCKET,
      Key: resultPrefix(orgId, userId, jobId) + name,
      CopySource: `${RESULTS_BUCKET}/${(from + name).split('/').map(encodeURIComponent).join('/')}`,
      MetadataDirective: 'REPLACE',
      ContentType: contentTypeOf(name),
      Metadata: { [FENCE_METADATA]: `${fence.gen}.${fence.att}` },
    });
    const copied = await fromStorage(
      s3.send(copy).then(() => true),
      () => false,
    );
    if (!copied) lost.push(name);
  });
  return lost;
}
