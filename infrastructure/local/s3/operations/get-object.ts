import type { Readable } from 'node:stream';
import { mayList } from '../auth/rights.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { requireBucket } from '../store/bucket-store.ts';
import { objectPath, openObject, type StoredObject } from '../store/object-store.ts';
import { parseRange, type ByteRange } from './byte-range.ts';
import { readConditions } from './conditions.ts';
import { checksumHeaders, headersFromMeta } from './object-headers.ts';

const OVERRIDES = ['type', 'language', 'disposition', 'encoding'].map((name) => `content-${name}`);

/** Headers that a (presigned) URL sets for its reply: response-content-disposition and the like. */
function overrides(query: URLSearchParams): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of [...OVERRIDES, 'cache-control', 'expires']) {
    const value = query.get(`response-${name}`);
    if (value === null) continue;
    if (!/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) {
      throw new S3Error('InvalidArgument', {
        message: 'Header value cannot be represented using ISO-8859-1.',
        fields: { ArgumentName: `response-${name}`, ArgumentValue: value },
      });
    }
    headers[name] = value;
  }
  return headers;
}

/** Refuses as S3 does: who may not list a bucket is not told which keys it lacks. */
export function noSuchKey({ user, bucket, key }: S3Request): S3Error {
  if (mayList(user, bucket, key)) return new S3Error('NoSuchKey', { fields: { Key: key } });
  return new S3Error('AccessDenied', { message: 'There is no such key, or this access key may not know of it.' });
}

function contentStream(object: StoredObject, range: ByteRange): Readable {
  return object.handle.createReadStream({ ...range, autoClose: true, highWaterMark: 256 * 1024 });
}

function pick(headers: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

async function answer(request: S3Request, object: StoredObject): Promise<Reply> {
  const { headers, query } = request;
  const { meta, size, handle } = object;
  const common = { ...headersFromMeta(meta), ...overrides(query) };
  if (readConditions(headers, meta) === 'unmodified') {
    await handle.close();
    return { status: 304, headers: pick(common, ['etag', 'last-modified', 'cache-control', 'expires']) };
  }
  const range = parseRange(headers.get('range'), size);
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const wantsChecksum = headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  const replyHeaders = {
    ...common,
    'content-length': String(end - start + 1),
    // A checksum is the whole object's: beside a part of it, clients would take it for the part's.
    ...(wantsChecksum && !range ? checksumHeaders(meta) : {}),
    ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  };
  const status = range ? 206 : 200;
  if (request.method === 'HEAD' || size === 0) {
    await handle.close();
    return { status, headers: replyHeaders };
  }
  return { status, headers: replyHeaders, content: contentStream(object, { start, end }) };
}

/** GET and HEAD /bucket/key */
export async function getObjectOperation(request: S3Request): Promise<Reply> {
  await requireBucket(request.folder, request.bucket);
  const object = await openObject(objectPath(request.folder, request));
  if (!object) throw noSuchKey(request);
  try {
    return await answer(request, object);
  } catch (error) {
    await object.handle.close();
    throw error;
  }
}
