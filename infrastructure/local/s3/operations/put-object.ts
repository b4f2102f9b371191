import { MAX_OBJECT_BYTES, namedAlgorithm, openBody } from '../http/request-body.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { requireBucket } from '../store/bucket-store.ts';
import { objectPath, putObject, readMeta } from '../store/object-store.ts';
import { writeCondition } from './conditions.ts';
import { attributesFromHeaders, checksumHeaders, quoteEtag } from './object-headers.ts';

/** PUT /bucket/key */
export async function putObjectOperation(request: S3Request): Promise<Reply> {
  const { folder, bucket, key, headers } = request;
  const attributes = attributesFromHeaders(headers);
  const condition = writeCondition(headers);
  const body = openBody(request, {
    maxBytes: MAX_OBJECT_BYTES,
    compute: namedAlgorithm(request, 'x-amz-checksum-algorithm'),
  });
  await requireBucket(folder, bucket);
  // Asked again under the lock, before the object is replaced; here it spares the sending of a body in vain.
  if (condition) condition((await readMeta(objectPath(folder, { bucket, key })))?.meta);
  const meta = await putObject(folder, {
    bucket,
    key,
    content: body.chunks,
    describe: () => {
      const { md5, checksum } = body.digests();
      return { ...attributes, etag: md5, ...(checksum && { checksum: { ...checksum, type: 'FULL_OBJECT' as const } }) };
    },
    condition,
  });
  return { status: 200, headers: { etag: quoteEtag(meta.etag), ...checksumHeaders(meta) } };
}
