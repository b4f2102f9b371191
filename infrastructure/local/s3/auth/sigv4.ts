import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { awsEncode } from '../http/request-target.ts';

// AWS Signature Version 4, as S3 uses it: the path is encoded once, and the payload's hash is a header.

export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/** What a signing key is good for: one day, region and service. */
export interface Scope {
  /** YYYYMMDD */
  date: string;
  region: string;
  service: string;
}

export interface CanonicalParts {
  method: string;
  /** Decoded. */
  path: string;
  query: Iterable<readonly [name: string, value: string]>;
  /** The signed headers, lower case, sorted; values as received (one byte a character). */
  headers: readonly (readonly [name: string, value: string])[];
  payloadHash: string;
}

export function scopeText(scope: Scope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** The key derived from a secret for one scope. */
export function signingKey(secretKey: string, scope: Scope): Buffer {
  const byDay = hmac(`AWS4${secretKey}`, scope.date);
  return hmac(hmac(hmac(byDay, scope.region), scope.service), 'aws4_request');
}

function canonicalQuery(query: CanonicalParts['query']): string {
  const encoded = [...query].map(([name, value]) => [awsEncode(name), awsEncode(value)] as const);
  const before = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  encoded.sort((a, b) => before(a[0], b[0]) || before(a[1], b[1]));
  return encoded.map(([name, value]) => `${name}=${value}`).join('&');
}

export function canonicalRequest(parts: CanonicalParts): string {
  return [
    parts.method,
    awsEncode(parts.path, true),
    canonicalQuery(parts.query),
    ...parts.headers.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}`),
    '',
    parts.headers.map(([name]) => name).join(';'),
    parts.payloadHash,
  ].join('\n');
}

/** `amzDate` is YYYYMMDDTHHMMSSZ. Header bytes are hashed as they came (latin1), not re-encoded. */
export function stringToSign(amzDate: string, scope: Scope, canonical: string): string {
  return [ALGORITHM, amzDate, scopeText(scope), sha256Hex(Buffer.from(canonical, 'latin1'))].join('\n');
}

export function sign(key: Uint8Array, text: string): string {
  return hmac(key, text).toString('hex');
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()];
  return timingSafeEqual(left, right);
}

/** YYYYMMDDTHHMMSSZ */
export function toAmzDate(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** Milliseconds of YYYYMMDDTHHMMSSZ, or undefined when it is no such time. */
export function fromAmzDate(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
