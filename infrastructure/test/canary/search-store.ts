import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { hitsIn, type Canary, type Hit } from './canary.ts';

/** Looks through all objects of all buckets: names, what is kept of them, contents. */
export async function searchStore(
  s3: S3Client,
  canaries: readonly Canary[],
): Promise<{ hits: Hit[]; objects: string[] }> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const hits: Hit[] = [];
  const objects: string[] = [];
  for (const { Name: Bucket = '' } of Buckets) {
    let after: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, ...(after === undefined ? {} : { ContinuationToken: after }) }),
      );
      for (const { Key = '' } of page.Contents ?? []) {
        const { Body, Metadata, ContentDisposition } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        const about = Buffer.from(JSON.stringify({ Key, Metadata, ContentDisposition }));
        const content = Buffer.from((await Body?.transformToByteArray()) ?? new Uint8Array());
        objects.push(`${Bucket}/${Key}`);
        hits.push(...hitsIn(`object ${Bucket}/${Key}`, Buffer.concat([about, content]), canaries));
      }
      after = page.NextContinuationToken;
    } while (after !== undefined);
  }
  return { hits, objects };
}
