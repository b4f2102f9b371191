import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import type { Fence } from '@sri/shared/queue/queue-contract.ts';
import { fromStorage } from '@sri/shared/node/storage-error.ts';

export interface StoredObject {
  /** Without the folder of the execution. */
  name: string;
  bytes: number;
}

async function* pages(s3: S3Client, prefix: string): AsyncGenerator<{ key: string; bytes: number }[]> {
  let token: string | undefined;
  do {
    const page = await fromStorage(
      s3.send(
        new ListObjectsV2Command({
          Bucket: RESULTS_BUCKET,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      ),
    );
    yield (page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({ key: Key, bytes: Size }));
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** An execution's files, by name. What lies under `attempts/` is nobody's business. */
export async function listResults(
  s3: S3Client,
  job: { orgId: string; userId: string; jobId: string },
): Promise<StoredObject[]> {
  const prefix = resultPrefix(job.orgId, job.userId, job.jobId);
  const found: StoredObject[] = [];
  for await (const page of pages(s3, prefix)) {
    found.push(...page.map(({ key, bytes }) => ({ name: key.slice(prefix.length), bytes })));
  }
  return found.filter(({ name }) => name !== '' && !name.startsWith('attempts/'));
}

/** Deletes what the attempts of an execution left under `attempts/`, up to and with this one; newer ones are at work. */
export async function deleteAttempts(
  s3: S3Client,
  job: { orgId: string; userId: string; jobId: string },
  upTo: Fence,
): Promise<void> {
  const prefix = `${resultPrefix(job.orgId, job.userId, job.jobId)}attempts/`;
  const isOver = (key: string): boolean => {
    const [, gen, att] = /^(\d+)\.(\d+)\//.exec(key.slice(prefix.length)) ?? [];
    return Number(gen) < upTo.gen || (Number(gen) === upTo.gen && Number(att) <= upTo.att);
  };
  for await (const page of pages(s3, prefix)) {
    const Objects = page.filter(({ key }) => isOver(key)).map(({ key }) => ({ Key: key }));
    if (Objects.length === 0) continue;
    const command = new DeleteObjectsCommand({
      Bucket: RESULTS_BUCKET,
      Delete: { Objects, Quiet: true },
      // MinIO wants it; every server takes it.
      ChecksumAlgorithm: 'MD5',
    });
    await fromStorage(s3.send(command));
  }
}
