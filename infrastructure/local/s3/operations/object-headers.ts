import type { HeaderMap } from '../auth/claim.ts';
import { checksumHeader } from '../http/announced-checksum.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { ObjectAttributes, ObjectMeta } from '../store/object-meta.ts';

const META = 'x-amz-meta-';
const MAX_METADATA_BYTES = 2048;

/** Headers that are kept with an object and given back. */
const KEPT = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
] as const;

/** What clients may ask for and this server does not do: refused, rather than promised and not kept. */
const REFUSED =
  /^x-amz-(server-side-encryption|object-lock-|tagging|website-redirect|grant-|write-offset|copy-source-server)/;

function keptValue(name: string, value: string): string | undefined {
  if (name !== 'content-encoding') return value;
  const codings = value.split(',').map((coding) => coding.trim());
  return codings.filter((coding) => coding !== '' && coding !== 'aws-chunked').join(',') || undefined;
}

/** Refuses headers that ask for what is not implemented. */
export function refuseUnknownWishes(headers: HeaderMap): void {
  for (const [name, value] of headers) {
    if (REFUSED.test(name) || (name === 'x-amz-acl' && value !== 'private')) {
      throw new S3Error('NotImplemented', { message: `The header ${name} asks for what this server does not do.` });
    }
    if (name === 'x-amz-storage-class' && value !== 'STANDARD') throw new S3Error('InvalidStorageClass');
  }
}

/** What a request's headers say is to be kept with the object. */
export function attributesFromHeaders(headers: HeaderMap): ObjectAttributes {
  refuseUnknownWishes(headers);
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of KEPT) {
    const value = keptValue(name, headers.get(name) ?? '');
    if (value) kept[name] = value;
  }
  const metadata: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of headers) {
    if (!name.startsWith(META)) continue;
    const shortName = name.slice(META.length);
    metadata[shortName] = value;
    bytes += shortName.length + value.length;
  }
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge');
  return { headers: kept, metadata };
}

export function quoteEtag(etag: string): string {
  return `"${etag}"`;
}

/** The headers that tell of an object's checksum. */
export function checksumHeaders(meta: ObjectMeta): Record<string, string> {
  if (!meta.checksum) return {};
  return { [checksumHeader(meta.checksum.algorithm)]: meta.checksum.value, 'x-amz-checksum-type': meta.checksum.type };
}

/** The headers of an object's reply, without its length. */
export function headersFromMeta(meta: ObjectMeta): Record<string, string> {
  const metadata = Object.entries(meta.metadata).map(([name, value]) => [`${META}${name}`, value] as const);
  return {
    ...meta.headers,
    ...Object.fromEntries(metadata),
    etag: quoteEtag(meta.etag),
    'last-modified': new Date(meta.modified).toUTCString(),
    'accept-ranges': 'bytes',
  };
}
