import type { PayloadSeal } from '../auth/authenticate.ts';
import type { HeaderMap } from '../auth/claim.ts';
import { checksumAlgorithm, isChecksum, type ChecksumAlgorithm } from '../checksums/checksum.ts';
import { S3Error } from './s3-errors.ts';

const PREFIX = 'x-amz-checksum-';
const NOT_A_VALUE = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-type', 'x-amz-checksum-mode']);

/** The checksum that a request promises for its body; without a value it comes in the trailer. */
export interface AnnouncedChecksum {
  algorithm: ChecksumAlgorithm;
  value: string | undefined;
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `${PREFIX}${algorithm}`;
}

function algorithmOf(header: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithm(header.slice(PREFIX.length));
  if (algorithm !== undefined) return algorithm;
  throw new S3Error('NotImplemented', { message: `The checksum of the header ${header} is not implemented here.` });
}

/** The headers `x-amz-checksum-<algorithm>` of a request; more than one is refused. */
export function checksumInHeaders(headers: HeaderMap): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  const found = [...headers].filter(([name]) => name.startsWith(PREFIX) && !NOT_A_VALUE.has(name));
  if (found.length > 1) {
    throw new S3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    });
  }
  const [header] = found;
  if (!header) return undefined;
  const [name, value] = header;
  const algorithm = algorithmOf(name);
  if (!isChecksum(algorithm, value)) {
    throw new S3Error('InvalidRequest', { message: `Value for ${name} header is invalid.` });
  }
  return { algorithm, value };
}

/** What a request's headers, or its announced trailers, promise. */
export function announcedChecksum(headers: HeaderMap, payload: PayloadSeal): AnnouncedChecksum | undefined {
  const inHeader = checksumInHeaders(headers);
  const names = (headers.get('x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const trailer = names.find((name) => name.startsWith(PREFIX));
  if (trailer === undefined) return inHeader;
  if (payload.kind !== 'chunked' || !payload.trailer) {
    throw new S3Error('InvalidRequest', { message: 'x-amz-trailer needs an aws-chunked body that has a trailer.' });
  }
  if (inHeader !== undefined) {
    throw new S3Error('InvalidRequest', { message: 'A checksum belongs in a header or in the trailer, not in both.' });
  }
  return { algorithm: algorithmOf(trailer), value: undefined };
}

/** Compares what was announced with what was computed; BadDigest, or MalformedTrailerError when it never came. */
export function checkChecksum(
  announced: AnnouncedChecksum,
  computed: string,
  trailers: ReadonlyMap<string, string>,
): void {
  const expected = announced.value ?? trailers.get(checksumHeader(announced.algorithm));
  if (expected === undefined) throw new S3Error('MalformedTrailerError');
  if (expected === computed) return;
  throw new S3Error('BadDigest', {
    message: `The ${announced.algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
  });
}
