import { createHash } from 'node:crypto';
import { requireRight } from '../auth/rights.ts';
import { startChecksum } from '../checksums/checksum.ts';
import { namedAlgorithm } from '../http/request-body.ts';
import { checkKey } from '../http/request-target.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { xmlDocument } from '../http/xml-write.ts';
import { requireBucket } from '../store/bucket-store.ts';
import { contentOf } from '../store/object-file.ts';
import type { ObjectMeta } from '../store/object-meta.ts';
import { objectPath, openObject, putObject, type ObjectAddress, type StoredObject } from '../store/object-store.ts';
import { readConditions, writeCondition } from './conditions.ts';
import { noSuchKey } from './get-object.ts';
import { attributesFromHeaders, quoteEtag, refuseUnknownWishes } from './object-headers.ts';
import { checksumElement } from './object-xml.ts';

function invalidSource(): S3Error {
  return new S3Error('InvalidArgument', {
    message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    fields: { ArgumentName: 'x-amz-copy-source' },
  });
}

/** `/bucket/key` or `bucket/key`, percent-encoded; `?versionId=null` may follow. */
export function parseCopySource(header: string): ObjectAddress {
  const [path = '', version] = header.replace(/^\//, '').split('?versionId=');
  if (version !== undefined && version !== 'null') {
    throw new S3Error('NotImplemented', { message: 'There are no versions here.' });
  }
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw invalidSource();
  }
  const slash = decoded.indexOf('/');
  const key = decoded.slice(slash + 1);
  if (slash < 1 || key === '') throw invalidSource();
  checkKey(key);
  return { bucket: decoded.slice(0, slash), key };
}

function directive(request: S3Request): 'COPY' | 'REPLACE' {
  const value = request.headers.get('x-amz-metadata-directive') ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw new S3Error('InvalidArgument', { message: 'x-amz-metadata-directive must be COPY or REPLACE.' });
}

async function copy(request: S3Request, source: StoredObject): Promise<ObjectMeta> {
  const { folder, headers } = request;
  const { meta } = source;
  const attributes = directive(request) === 'REPLACE' ? attributesFromHeaders(headers) : meta;
  const algorithm = namedAlgorithm(request, 'x-amz-checksum-algorithm') ?? meta.checksum?.algorithm;
  const md5 = createHash('md5');
  const checksum = algorithm === undefined ? undefined : startChecksum(algorithm);
  async function* content(): AsyncGenerator<Buffer> {
    for await (const piece of contentOf(source)) {
      md5.update(piece);
      checksum?.update(piece);
      yield piece;
    }
  }
  return await putObject(folder, {
    bucket: request.bucket,
    key: request.key,
    content: content(),
    describe: () => {
      const etag = md5.digest('hex');
      if (!meta.etag.includes('-') && meta.etag !== etag) throw new Error(`the object ${meta.key} is damaged on disk`);
      const value = checksum?.digest().toString('base64');
      const sum = algorithm && value ? { checksum: { algorithm, value, type: 'FULL_OBJECT' as const } } : {};
      return { headers: attributes.headers, metadata: attributes.metadata, etag, ...sum };
    },
    condition: writeCondition(headers),
  });
}

/** PUT /bucket/key with x-amz-copy-source */
export async function copyObjectOperation(request: S3Request): Promise<Reply> {
  const { folder, bucket, key, headers, user } = request;
  const from = parseCopySource(headers.get('x-amz-copy-source') ?? '');
  requireRight(user, 's3:GetObject', `${from.bucket}/${from.key}`);
  refuseUnknownWishes(headers);
  await requireBucket(folder, bucket);
  await requireBucket(folder, from.bucket);
  if (directive(request) === 'COPY' && from.bucket === bucket && from.key === key) {
    throw new S3Error('InvalidRequest', {
      message: 'This copy request is illegal because it copies an object to itself without changing its metadata.',
    });
  }
  const source = await openObject(objectPath(folder, from));
  if (!source) throw noSuchKey({ ...request, ...from });
  try {
    if (readConditions(headers, source.meta, 'x-amz-copy-source-') === 'unmodified') {
      throw new S3Error('PreconditionFailed');
    }
    const meta = await copy(request, source);
    const xml = xmlDocument('CopyObjectResult', [
      ['LastModified', new Date(meta.modified).toISOString()],
      ['ETag', quoteEtag(meta.etag)],
      ...checksumElement(meta),
    ]);
    return { status: 200, xml };
  } finally {
    await source.handle.close().catch(() => undefined); // closed already when its content was read
  }
}
