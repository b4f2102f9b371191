import { z } from 'zod';
import { mayList } from '../auth/rights.ts';
import { awsEncode } from '../http/request-target.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { xmlDocument, type XmlElementOut } from '../http/xml-write.ts';
import { requireBucket } from '../store/bucket-store.ts';
import { listKeys, type ListCursor, type ListPage } from '../store/list-keys.ts';
import { quoteEtag } from './object-headers.ts';
import { OWNER } from './object-xml.ts';

const MAX_KEYS = 1000;
const cursorSchema = z.object({ after: z.string(), isPrefix: z.boolean() });

interface Wishes {
  prefix: string;
  delimiter: string;
  limit: number;
  /** How keys and prefixes are written in the answer. */
  write: (key: string) => string;
  encoding: XmlElementOut | undefined;
}

function invalid(name: string, message: string): S3Error {
  return new S3Error('InvalidArgument', { message, fields: { ArgumentName: name } });
}

/** A number of the query, at most `most`; InvalidArgument if it is none. */
export function queryNumber(query: URLSearchParams, name: string, fallback: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  if (!/^\d{1,9}$/.test(text)) throw invalid(name, `${name} must be a number from 0 to ${most}.`);
  return Math.min(Number(text), most);
}

function parseWishes({ query }: S3Request): Wishes {
  const encoding = query.get('encoding-type');
  if (encoding !== null && encoding !== 'url') throw invalid('encoding-type', 'Invalid Encoding Method specified');
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    limit: queryNumber(query, 'max-keys', MAX_KEYS, MAX_KEYS),
    write: encoding === null ? (key) => key : (key) => awsEncode(key, true),
    encoding: encoding === null ? undefined : ['EncodingType', 'url'],
  };
}

function writeToken(cursor: ListCursor): string {
  return Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url');
}

function readToken(token: string): ListCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new S3Error('InvalidArgument', { message: 'The continuation token provided is incorrect', cause });
  }
}

/** Where a marker that a client may have made up itself stands: one that is a common prefix is behind all of it. */
function cursorBehind(marker: string, { prefix, delimiter }: Wishes): ListCursor {
  const inner = marker.startsWith(prefix) ? marker.slice(prefix.length) : '';
  const isPrefix = delimiter !== '' && inner !== '' && inner.indexOf(delimiter) === inner.length - delimiter.length;
  return { after: marker, isPrefix: isPrefix && inner.endsWith(delimiter) };
}

function contents(page: ListPage, { write }: Wishes, withOwner: boolean): XmlElementOut[] {
  const objects = page.objects.map(({ meta, size }): XmlElementOut => [
    'Contents',
    [
      ['Key', write(meta.key)],
      ['LastModified', new Date(meta.modified).toISOString()],
      ['ETag', quoteEtag(meta.etag)],
      ['ChecksumAlgorithm', meta.checksum?.algorithm.toUpperCase()],
      ['ChecksumType', meta.checksum?.type],
      ['Size', size],
      ['Owner', withOwner ? OWNER : undefined],
      ['StorageClass', 'STANDARD'],
    ],
  ]);
  const prefixes = page.commonPrefixes.map((prefix): XmlElementOut => ['CommonPrefixes', [['Prefix', write(prefix)]]]);
  return [...objects, ...prefixes];
}

async function page(request: S3Request, wishes: Wishes, cursor: ListCursor): Promise<ListPage> {
  const { folder, bucket, user } = request;
  if (!mayList(user, bucket, wishes.prefix)) {
    throw new S3Error('AccessDenied', { message: `This access key may not s3:ListBucket on ${bucket}.` });
  }
  await requireBucket(folder, bucket);
  return await listKeys(folder, bucket, { ...wishes, cursor });
}

/** GET /bucket?list-type=2 */
export async function listObjectsV2Operation(request: S3Request): Promise<Reply> {
  const { query, bucket } = request;
  const wishes = parseWishes(request);
  const { write } = wishes;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const cursor = token ? readToken(token) : cursorBehind(startAfter ?? '', wishes);
  const result = await page(request, wishes, cursor);
  const xml = xmlDocument('ListBucketResult', [
    ['Name', bucket],
    ['Prefix', write(wishes.prefix)],
    ['Delimiter', wishes.delimiter === '' ? undefined : write(wishes.delimiter)],
    ['StartAfter', startAfter ? write(startAfter) : undefined],
    wishes.encoding,
    ['MaxKeys', wishes.limit],
    ['KeyCount', result.objects.length + result.commonPrefixes.length],
    ['IsTruncated', result.next !== undefined],
    ['ContinuationToken', token ?? undefined],
    ['NextContinuationToken', result.next && writeToken(result.next)],
    ...contents(result, wishes, query.get('fetch-owner') === 'true'),
  ]);
  return { status: 200, xml };
}

/** GET /bucket */
export async function listObjectsV1Operation(request: S3Request): Promise<Reply> {
  const { query, bucket } = request;
  const wishes = parseWishes(request);
  const { write } = wishes;
  const marker = query.get('marker') ?? '';
  const result = await page(request, wishes, cursorBehind(marker, wishes));
  const xml = xmlDocument('ListBucketResult', [
    ['Name', bucket],
    ['Prefix', write(wishes.prefix)],
    ['Marker', write(marker)],
    ['Delimiter', wishes.delimiter === '' ? undefined : write(wishes.delimiter)],
    wishes.encoding,
    ['MaxKeys', wishes.limit],
    ['IsTruncated', result.next !== undefined],
    ['NextMarker', result.next && write(result.next.after)],
    ...contents(result, wishes, true),
  ]);
  return { status: 200, xml };
}
