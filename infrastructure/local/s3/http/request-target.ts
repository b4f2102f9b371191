import { S3Error } from './s3-errors.ts';

/** What a request addresses. An empty bucket is the service itself, an empty key the bucket. */
export interface RequestTarget {
  /** The path, decoded, as it is signed. */
  path: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
}

const MAX_KEY_BYTES = 1024;

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new S3Error('InvalidURI', { cause, message: 'The path is not valid percent-encoded UTF-8.' });
  }
}

/** Refuses keys that S3 refuses (over 1024 bytes) and the one character that cannot be listed in XML, NUL. */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  if (key.includes('\0')) throw new S3Error('InvalidArgument', { message: 'A key cannot hold the character NUL.' });
}

/**
 * Splits a request line's target, `/bucket/key?query`. By hand, because URL() would resolve `..`, which is an
 * ordinary part of a key. Throws InvalidURI, KeyTooLongError, InvalidArgument.
 */
export function parseTarget(raw: string): RequestTarget {
  if (!raw.startsWith('/')) throw new S3Error('InvalidURI', { message: 'The address must begin with "/".' });
  const mark = raw.indexOf('?');
  const path = decodePath(mark === -1 ? raw : raw.slice(0, mark));
  const query = new URLSearchParams(mark === -1 ? '' : raw.slice(mark + 1));
  const slash = path.indexOf('/', 1);
  const bucket = slash === -1 ? path.slice(1) : path.slice(1, slash);
  const key = slash === -1 ? '' : path.slice(slash + 1);
  if (bucket === '' && key !== '') throw new S3Error('InvalidBucketName');
  checkKey(key);
  return { path, bucket, key, query };
}

/** RFC 3986 encoding as AWS wants it: all but A-Z a-z 0-9 - . _ ~ (and `/` if kept) as %XX. */
export function awsEncode(text: string, keepSlash = false): string {
  const encoded = encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepSlash ? encoded.replaceAll('%2F', '/') : encoded;
}
