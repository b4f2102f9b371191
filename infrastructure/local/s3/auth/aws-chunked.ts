import { createHash } from 'node:crypto';
import { S3Error } from '../http/s3-errors.ts';
import { byteReader, type ByteReader } from './byte-reader.ts';
import { sameText, sha256Hex, sign } from './sigv4.ts';

// A body in chunks, each `<hex size>[;chunk-signature=<hex>]\r\n<bytes>\r\n`, ended by one of size 0, then trailers.
// Signed chunks form a chain: each signature covers the one before it, the first the request's own.

const MAX_SIZE_LINE = 256;
const MAX_TRAILERS = 4096;
const EMPTY_SHA256 = sha256Hex('');

/** What the chain of chunk signatures starts from. */
export interface ChunkSeal {
  key: Uint8Array;
  amzDate: string;
  scope: string;
  /** The signature of the request's head. */
  seed: string;
}

export interface ChunkedOptions {
  /** Undefined when the chunks are not signed (STREAMING-UNSIGNED-PAYLOAD-TRAILER). */
  seal: ChunkSeal | undefined;
  /** Whether trailers may follow. */
  trailer: boolean;
  /** Filled with the trailers (lower-case names) once the last chunk was read. */
  trailers: Map<string, string>;
}

interface Chain {
  checkChunk(sha256: string, claimed: string | undefined): void;
  checkTrailer(lines: string, claimed: string | undefined): void;
}

function refuse(message: string): S3Error {
  return new S3Error('InvalidRequest', { message: `The aws-chunked body is not valid: ${message}.` });
}

function signatureChain(seal: ChunkSeal): Chain {
  let previous = seal.seed;
  const check = (kind: string, parts: string[], claimed: string | undefined): void => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, seal.amzDate, seal.scope, previous, ...parts].join('\n');
    const expected = sign(seal.key, text);
    if (claimed === undefined || !sameText(expected, claimed)) {
      throw new S3Error('SignatureDoesNotMatch', { message: `A ${kind.toLowerCase()} signature does not match.` });
    }
    previous = expected;
  };
  return {
    checkChunk: (sha256, claimed) => check('PAYLOAD', [EMPTY_SHA256, sha256], claimed),
    checkTrailer: (lines, claimed) => check('TRAILER', [sha256Hex(lines)], claimed),
  };
}

function parseSizeLine(line: string, signed: boolean): { size: number; signature: string | undefined } {
  const [, hex, signature] = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (hex === undefined) throw refuse('a chunk does not begin with its size');
  if (signed && signature === undefined) throw refuse('a chunk is not signed');
  return { size: Number.parseInt(hex, 16), signature };
}

function parseTrailers(text: string, into: Map<string, string>): { lines: string; signature: string | undefined } {
  let signature: string | undefined;
  let lines = '';
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw new S3Error('MalformedTrailerError');
    const [name, value] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    if (name === 'x-amz-trailer-signature') signature = value;
    else {
      into.set(name, value);
      lines += `${name}:${value}\n`;
    }
  }
  return { lines, signature };
}

async function* chunkBytes(reader: ByteReader, size: number, seen: (piece: Buffer) => void): AsyncGenerator<Buffer> {
  for (let left = size; left > 0;) {
    const piece = await reader.some(left);
    if (piece === undefined) throw new S3Error('IncompleteBody');
    left -= piece.length;
    seen(piece);
    yield piece;
  }
  if ((await reader.line(2)) !== '') throw refuse('a chunk is longer than its size');
}

/**
 * The bytes inside an aws-chunked body, as they come. A chunk's signature can only be checked after its last byte:
 * what was yielded is good once the generator ended without throwing, and not before.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  options: ChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = byteReader(source);
  const chain = options.seal === undefined ? undefined : signatureChain(options.seal);
  for (;;) {
    const line = await reader.line(MAX_SIZE_LINE);
    if (line === undefined) throw new S3Error('IncompleteBody');
    const { size, signature } = parseSizeLine(line, chain !== undefined);
    const hash = createHash('sha256');
    if (size > 0) yield* chunkBytes(reader, size, (piece) => chain && hash.update(piece));
    chain?.checkChunk(hash.digest('hex'), signature);
    if (size === 0) break;
  }
  const rest = await reader.rest(MAX_TRAILERS);
  if (!options.trailer) {
    if (rest.trim() !== '') throw refuse('something follows the last chunk');
    return;
  }
  const { lines, signature } = parseTrailers(rest, options.trailers);
  chain?.checkTrailer(lines, signature);
}
