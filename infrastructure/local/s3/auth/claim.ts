import type { RequestTarget } from '../http/request-target.ts';
import { S3Error } from '../http/s3-errors.ts';
import { ALGORITHM, UNSIGNED_PAYLOAD, toAmzDate, type Scope } from './sigv4.ts';

/** Header names in lower case; a value's characters are its bytes. */
export type HeaderMap = ReadonlyMap<string, string>;

export interface RequestHead {
  method: string;
  target: RequestTarget;
  headers: HeaderMap;
}

/** What a request says about who signed it; nothing of it is believed before the signature was computed again. */
export interface Claim {
  form: 'header' | 'presigned';
  accessKey: string;
  scope: Scope;
  /** YYYYMMDDTHHMMSSZ */
  amzDate: string;
  signedHeaders: string[];
  signature: string;
  payloadHash: string;
  /** Seconds; presigned URLs only. */
  expires: number | undefined;
}

const MAX_EXPIRES_SECONDS = 604_800;

/** Query parameters that belong to the signature; the other `x-amz-*` ones stand for headers. */
export const SIGNATURE_PARAMETERS = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-signedheaders',
  'x-amz-signature',
  'x-amz-security-token',
  'x-amz-content-sha256',
]);

type Malformed = (message: string) => S3Error;

const malformedHeader: Malformed = (message) => new S3Error('AuthorizationHeaderMalformed', { message });
const malformedQuery: Malformed = (message) => new S3Error('AuthorizationQueryParametersError', { message });

function parseCredential(text: string, malformed: Malformed): { accessKey: string; scope: Scope } {
  const parts = text.split('/');
  const [terminator, service, region, date] = parts.toReversed();
  const accessKey = parts.slice(0, -4).join('/');
  if (!accessKey || !date || !region || terminator !== 'aws4_request') {
    throw malformed('The credential must be "<access key>/YYYYMMDD/<region>/s3/aws4_request".');
  }
  if (service !== 's3') throw malformed(`The credential names the service "${service ?? ''}"; "s3" was expected.`);
  if (!/^\d{8}$/.test(date)) throw malformed('The date of the credential must be YYYYMMDD.');
  return { accessKey, scope: { date, region, service } };
}

function parseSignedHeaders(text: string, malformed: Malformed): string[] {
  const names = text.split(';');
  if (!names.includes('host')) throw malformed('The signed headers must include "host".');
  return names;
}

function claimedDate(headers: HeaderMap): string {
  const amzDate = headers.get('x-amz-date');
  if (amzDate !== undefined) return amzDate;
  const time = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(time)) {
    throw new S3Error('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header.',
    });
  }
  return toAmzDate(new Date(time));
}

function headerClaim(authorization: string, headers: HeaderMap): Claim {
  const fields = new Map<string, string>();
  for (const field of authorization.slice(ALGORITHM.length).split(',')) {
    const equals = field.indexOf('=');
    fields.set(field.slice(0, equals).trim(), field.slice(equals + 1).trim());
  }
  const [credential, signed, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) => fields.get(name));
  if (!credential || !signed || !signature) {
    throw malformedHeader('The authorization header needs Credential, SignedHeaders and Signature.');
  }
  const payloadHash = headers.get('x-amz-content-sha256');
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', { message: 'Missing required header for this request: x-amz-content-sha256' });
  }
  return {
    form: 'header',
    ...parseCredential(credential, malformedHeader),
    amzDate: claimedDate(headers),
    signedHeaders: parseSignedHeaders(signed, malformedHeader),
    signature,
    payloadHash,
    expires: undefined,
  };
}

function presignedClaim(query: URLSearchParams, headers: HeaderMap): Claim {
  const need = (name: string): string => {
    const values = query.getAll(name);
    if (values.length === 1 && values[0]) return values[0];
    throw malformedQuery(`The query parameter ${name} is missing or stands more than once.`);
  };
  if (need('X-Amz-Algorithm') !== ALGORITHM) throw malformedQuery(`X-Amz-Algorithm only supports "${ALGORITHM}".`);
  const expires = Number(need('X-Amz-Expires'));
  if (!Number.isInteger(expires) || expires < 1 || expires > MAX_EXPIRES_SECONDS) {
    throw malformedQuery(`X-Amz-Expires must be a number of seconds from 1 to ${MAX_EXPIRES_SECONDS} (7 days).`);
  }
  const signedHeaders = parseSignedHeaders(need('X-Amz-SignedHeaders'), malformedQuery);
  const hashHeader = signedHeaders.includes('x-amz-content-sha256') ? headers.get('x-amz-content-sha256') : undefined;
  return {
    form: 'presigned',
    ...parseCredential(need('X-Amz-Credential'), malformedQuery),
    amzDate: need('X-Amz-Date'),
    signedHeaders,
    signature: need('X-Amz-Signature'),
    payloadHash: hashHeader ?? query.get('X-Amz-Content-Sha256') ?? UNSIGNED_PAYLOAD,
    expires,
  };
}

/** Reads what a request claims, from its Authorization header or its query. A request without a claim is refused. */
export function readClaim({ target, headers }: RequestHead): Claim {
  const authorization = headers.get('authorization');
  const presigned = target.query.has('X-Amz-Algorithm') || target.query.has('X-Amz-Signature');
  if (authorization !== undefined && presigned) {
    throw new S3Error('InvalidArgument', { message: 'Only one way of signing is allowed: a header or the query.' });
  }
  if (headers.has('x-amz-security-token') || target.query.has('X-Amz-Security-Token'))
    throw new S3Error('InvalidToken');
  if (presigned) return presignedClaim(target.query, headers);
  if (authorization?.startsWith(`${ALGORITHM} `)) return headerClaim(authorization, headers);
  if (authorization !== undefined || target.query.has('AWSAccessKeyId')) {
    throw new S3Error('InvalidRequest', {
      message: `This way of signing is not supported. Please use ${ALGORITHM}.`,
    });
  }
  throw new S3Error('AccessDenied', { message: 'Anonymous requests are refused: sign the request.' });
}
