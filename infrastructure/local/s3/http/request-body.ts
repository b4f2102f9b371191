import { createHash } from 'node:crypto';
import { checksumAlgorithm, startChecksum, type ChecksumAlgorithm } from '../checksums/checksum.ts';
import { decodeAwsChunked } from '../auth/aws-chunked.ts';
import { announcedChecksum, checkChecksum, type AnnouncedChecksum } from './announced-checksum.ts';
import { S3Error } from './s3-errors.ts';
import type { S3Request } from './s3-request.ts';

/** Amazon's limit of one request. */
export const MAX_OBJECT_BYTES = 5 * 1024 ** 3;

export interface BodyDigests {
  size: number;
  /** MD5, hex: the entity tag. */
  md5: string;
  checksum: { algorithm: ChecksumAlgorithm; value: string } | undefined;
}

export interface RequestBody {
  /** The content. When it ends without throwing, its length, hash, signatures and checksums were all right. */
  chunks: AsyncGenerator<Buffer>;
  /** Known once `chunks` ended. */
  digests(): BodyDigests;
}

export interface BodyOptions {
  maxBytes: number;
  /** Computed also when the client announced none. */
  compute?: ChecksumAlgorithm | undefined;
  /** False where `x-amz-checksum-*` speaks of the object and not of the body (CompleteMultipartUpload). */
  checksumHeaders?: boolean;
}

function declaredLength(request: S3Request): number {
  const name = request.payload.kind === 'chunked' ? 'x-amz-decoded-content-length' : 'content-length';
  const text = request.headers.get(name);
  if (text === undefined) throw new S3Error('MissingContentLength', { message: `The header ${name} is missing.` });
  if (!/^\d{1,15}$/.test(text)) throw new S3Error('InvalidArgument', { message: `${name} must be a number of bytes.` });
  return Number(text);
}

function announcedMd5(request: S3Request): Buffer | undefined {
  const text = request.headers.get('content-md5');
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== text) throw new S3Error('InvalidDigest');
  return bytes;
}

async function* received(request: S3Request): AsyncGenerator<Buffer> {
  request.continueBody();
  // Not destroyed on an early end: the client must still be able to read the error that is coming.
  const source: AsyncIterable<Buffer> = request.message.iterator({ destroyOnReturn: false });
  yield* source;
}

function algorithmToCompute(
  announced: AnnouncedChecksum | undefined,
  options: BodyOptions,
): ChecksumAlgorithm | undefined {
  if (announced !== undefined && options.compute !== undefined && announced.algorithm !== options.compute) {
    throw new S3Error('InvalidRequest', {
      message: `Checksum Type mismatch occurred, expected checksum Type: ${options.compute}, actual checksum Type: ${announced.algorithm}`,
    });
  }
  return announced?.algorithm ?? options.compute;
}

/**
 * A request's body, decoded and checked while it streams: declared length, payload hash, chunk signatures, Content-MD5
 * and checksum. Throws at once for what its headers already show to be wrong.
 */
export function openBody(request: S3Request, options: BodyOptions): RequestBody {
  const { payload, headers } = request;
  const length = declaredLength(request);
  if (length > options.maxBytes) throw new S3Error('EntityTooLarge');
  const md5Wanted = announcedMd5(request);
  const announced = options.checksumHeaders === false ? undefined : announcedChecksum(headers, payload);
  const algorithm = algorithmToCompute(announced, options);
  const trailers = new Map<string, string>();
  let result: BodyDigests | undefined;

  async function* chunks(): AsyncGenerator<Buffer> {
    const md5 = createHash('md5');
    const sha256 = payload.kind === 'sha256' ? createHash('sha256') : undefined;
    const checksum = algorithm === undefined ? undefined : startChecksum(algorithm);
    const raw = received(request);
    const content = payload.kind === 'chunked' ? decodeAwsChunked(raw, { ...payload, trailers }) : raw;
    let size = 0;
    for await (const piece of content) {
      size += piece.length;
      if (size > length) throw new S3Error('IncompleteBody');
      md5.update(piece);
      sha256?.update(piece);
      checksum?.update(piece);
      yield piece;
    }
    if (size !== length) throw new S3Error('IncompleteBody');
    if (payload.kind === 'sha256' && sha256?.digest('hex') !== payload.hex) {
      throw new S3Error('XAmzContentSHA256Mismatch');
    }
    const digest = md5.digest();
    if (md5Wanted !== undefined && !md5Wanted.equals(digest)) {
      throw new S3Error('BadDigest', { message: 'The Content-MD5 you specified did not match what we received.' });
    }
    const value = checksum?.digest().toString('base64');
    if (announced !== undefined && value !== undefined) checkChecksum(announced, value, trailers);
    result = {
      size,
      md5: digest.toString('hex'),
      checksum: algorithm === undefined || value === undefined ? undefined : { algorithm, value },
    };
  }

  return {
    chunks: chunks(),
    digests() {
      if (!result) throw new Error('the digests of a body were asked for before it was read to its end');
      return result;
    },
  };
}

/** A small body as text, whole and checked. */
export async function readText(request: S3Request, options: BodyOptions): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of openBody(request, options).chunks) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** The algorithm that a header such as x-amz-checksum-algorithm names; refused when it is not computed here. */
export function namedAlgorithm(request: S3Request, header: string): ChecksumAlgorithm | undefined {
  const name = request.headers.get(header);
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithm(name);
  if (algorithm === undefined) {
    throw new S3Error('NotImplemented', { message: `The checksum algorithm ${name} is not implemented here.` });
  }
  return algorithm;
}
