import { S3Error } from '../http/s3-errors.ts';
import type { ChunkSeal } from './aws-chunked.ts';
import { readClaim, SIGNATURE_PARAMETERS, type Claim, type HeaderMap, type RequestHead } from './claim.ts';
import { canonicalRequest, fromAmzDate, sameText, scopeText, sign, signingKey, stringToSign } from './sigv4.ts';
import type { S3User } from './rights.ts';

const MAX_SKEW_MS = 15 * 60_000;

/** How the body is protected, from x-amz-content-sha256. */
export type PayloadSeal =
  | { kind: 'unsigned' }
  | { kind: 'sha256'; hex: string }
  | { kind: 'chunked'; trailer: boolean; seal: ChunkSeal | undefined };

export interface Authenticated {
  user: S3User;
  payload: PayloadSeal;
  /** The request's headers; for a presigned URL with those that its query stands for. */
  headers: HeaderMap;
}

function checkTime(claim: Claim, now: Date): void {
  const time = fromAmzDate(claim.amzDate);
  const serverTime = now.toISOString();
  if (time === undefined || !claim.amzDate.startsWith(claim.scope.date)) {
    throw new S3Error(claim.form === 'header' ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError', {
      message: 'The date must be YYYYMMDDTHHMMSSZ, and its day the one of the credential.',
    });
  }
  if (claim.expires === undefined) {
    if (Math.abs(now.getTime() - time) <= MAX_SKEW_MS) return;
    throw new S3Error('RequestTimeTooSkewed', {
      fields: {
        RequestTime: claim.amzDate,
        ServerTime: serverTime,
        MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
      },
    });
  }
  if (time > now.getTime() + MAX_SKEW_MS) throw new S3Error('AccessDenied', { message: 'Request is not valid yet' });
  const end = time + claim.expires * 1000;
  if (now.getTime() <= end) return;
  throw new S3Error('AccessDenied', {
    message: 'Request has expired',
    fields: {
      'X-Amz-Expires': String(claim.expires),
      Expires: new Date(end).toISOString(),
      ServerTime: serverTime,
    },
  });
}

/** The headers that were signed, with their values; refused if one that changes the request's meaning was not. */
function signedHeaders(claim: Claim, headers: HeaderMap): [string, string][] {
  const signed = new Set(claim.signedHeaders);
  const open = [...headers.keys()].filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  const unsigned = open.filter((name) => name !== 'x-amz-content-sha256');
  if (unsigned.length > 0) {
    throw new S3Error('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      fields: { HeadersNotSigned: unsigned.join(', ') },
    });
  }
  return claim.signedHeaders.map((name) => [name, headers.get(name) ?? '']);
}

function payloadSeal(claim: Claim, key: Buffer): PayloadSeal {
  const hash = claim.payloadHash;
  if (/^[0-9a-f]{64}$/.test(hash)) return { kind: 'sha256', hex: hash };
  const seal = { key, amzDate: claim.amzDate, scope: scopeText(claim.scope), seed: claim.signature };
  switch (hash) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunked', trailer: true, seal: undefined };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunked', trailer: false, seal };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunked', trailer: true, seal };
    default:
      throw new S3Error('InvalidArgument', {
        message:
          'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
      });
  }
}

function withHoisted(headers: HeaderMap, query: URLSearchParams): HeaderMap {
  const merged = new Map(headers);
  for (const [name, value] of query) {
    const lower = name.toLowerCase();
    const hoisted = lower.startsWith('x-amz-') && !SIGNATURE_PARAMETERS.has(lower);
    if (hoisted && !merged.has(lower)) merged.set(lower, value);
  }
  return merged;
}

/**
 * Who sent a request, by its SigV4 signature in the header or the query. Throws AccessDenied (anonymous, expired),
 * InvalidAccessKeyId, SignatureDoesNotMatch, RequestTimeTooSkewed and the errors of a malformed claim.
 */
export function authenticate(head: RequestHead, users: readonly S3User[], now: Date): Authenticated {
  const claim = readClaim(head);
  const user = users.find((known) => sameText(known.accessKey, claim.accessKey));
  if (!user) throw new S3Error('InvalidAccessKeyId', { fields: { AWSAccessKeyId: claim.accessKey } });
  checkTime(claim, now);
  const key = signingKey(user.secretKey, claim.scope);
  const query = [...head.target.query].filter(([name]) => name !== 'X-Amz-Signature');
  const canonical = canonicalRequest({
    method: head.method,
    path: head.target.path,
    query,
    headers: signedHeaders(claim, head.headers),
    payloadHash: claim.payloadHash,
  });
  const toSign = stringToSign(claim.amzDate, claim.scope, canonical);
  if (!sameText(sign(key, toSign), claim.signature)) {
    throw new S3Error('SignatureDoesNotMatch', {
      fields: { AWSAccessKeyId: claim.accessKey, StringToSign: toSign, CanonicalRequest: canonical },
    });
  }
  const presigned = claim.form === 'presigned';
  return {
    user,
    payload: payloadSeal(claim, key),
    headers: presigned ? withHoisted(head.headers, head.target.query) : head.headers,
  };
}
