import { GetObjectCommand, type GetObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { contentTypeOf } from './content-type.ts';
import { listResults } from './list-objects.ts';
import { fromStorage } from '@sri/shared/node/storage-error.ts';

export interface ResultsOf {
  orgId: string;
  userId: string;
  jobId: string;
}

/** Files of an execution, each with a link that `makeLink` gives. Throws `storage_unavailable`. */
export async function linkResults(
  { s3, makeLink }: { s3: S3Client; makeLink: (object: GetObjectCommandInput) => Promise<string> },
  job: ResultsOf,
  digests: Record<string, string>,
): Promise<Artifact[]> {
  const objects = await listResults(s3, job);
  const prefix = resultPrefix(job.orgId, job.userId, job.jobId);
  return Promise.all(
    objects.map(async ({ name, bytes }) => {
      const contentType = contentTypeOf(name);
      const url = await makeLink({
        Bucket: RESULTS_BUCKET,
        Key: prefix + name,
        ResponseContentType: contentType,
        ResponseContentDisposition: `inline; filename*=UTF-8''${encodeURIComponent(name.slice(name.lastIndexOf('/') + 1))}`,
      });
      return { name, bytes, contentType, sha256: digests[name] ?? null, url };
    }),
  );
}

/** One file of an execution as a stream; undefined where there is none. Throws `storage_unavailable`. */
export async function openResult(s3: S3Client, job: ResultsOf, name: string): Promise<Readable | undefined> {
  const Key = resultPrefix(job.orgId, job.userId, job.jobId) + name;
  const found = await fromStorage(
    s3.send(new GetObjectCommand({ Bucket: RESULTS_BUCKET, Key })).then(({ Body }) => Body as Readable | undefined),
    () => undefined,
  );
  return found;
}
