import assert from 'node:assert/strict';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { checksumOf } from '../checksums/checksum.ts';
import { sha256Hex, sign } from '../auth/sigv4.ts';
import { errorCode, refused, sampleBytes, type Check, type CheckContext } from './check.ts';
import { send, signHead, type RawReply } from './raw-client.ts';

// What the JavaScript SDK does not send but others do: chunks that are signed one by one.

interface ChunkedBody {
  pieces: Buffer[];
  /** `x-amz-checksum-...: value` of the trailer. */
  trailer?: [name: string, value: string];
  signed?: boolean;
  /** Changes the framed body before it is sent. */
  spoil?: (body: Buffer) => Buffer;
  /** What is declared as the length; default: the truth. */
  length?: number;
  declareTrailer?: string;
}

async function putChunked(
  { endpoint, keys, bucket }: CheckContext,
  key: string,
  options: ChunkedBody,
): Promise<RawReply> {
  const { pieces, trailer, signed = true, spoil = (body) => body } = options;
  const kind = signed ? 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' : 'STREAMING-UNSIGNED-PAYLOAD';
  const announced = options.declareTrailer ?? trailer?.[0];
  const request = {
    method: 'PUT',
    path: `/${bucket}/${key}`,
    headers: {
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(options.length ?? Buffer.concat(pieces).length),
      ...(announced === undefined ? {} : { 'x-amz-trailer': announced }),
    },
  };
  const { headers, seal } = signHead(endpoint, request, {
    keys,
    payloadHash: announced === undefined ? kind : `${kind}-TRAILER`,
  });
  let previous = seal.seed;
  const seals = (type: string, ...parts: string[]): string => {
    previous = sign(seal.key, [`AWS4-HMAC-SHA256-${type}`, seal.amzDate, seal.scope, previous, ...parts].join('\n'));
    return previous;
  };
  const framed: Buffer[] = [];
  for (const piece of [...pieces, Buffer.alloc(0)]) {
    const signature = signed ? `;chunk-signature=${seals('PAYLOAD', sha256Hex(''), sha256Hex(piece))}` : '';
    framed.push(Buffer.from(`${piece.length.toString(16)}${signature}\r\n`));
    if (piece.length > 0) framed.push(piece, Buffer.from('\r\n'));
  }
  if (trailer) {
    const [name, value] = trailer;
    framed.push(Buffer.from(`${name}:${value}\r\n`));
    if (signed)
      framed.push(Buffer.from(`x-amz-trailer-signature:${seals('TRAILER', sha256Hex(`${name}:${value}\n`))}\r\n`));
  }
  framed.push(Buffer.from('\r\n'));
  return await send(endpoint, { ...request, headers, body: spoil(Buffer.concat(framed)) });
}

const PIECES = [sampleBytes(65_536, 1), sampleBytes(65_536, 2), sampleBytes(1024, 3)];
const WHOLE = Buffer.concat(PIECES);
const CRC: [string, string] = ['x-amz-checksum-crc32c', checksumOf('crc32c', WHOLE)];

async function accepted(context: CheckContext, options: ChunkedBody): Promise<void> {
  const key = context.key('chunked');
  const reply = await putChunked(context, key, options);
  assert.equal(reply.status, 200, reply.body.toString());
  const got = await context.s3.send(new GetObjectCommand({ Bucket: context.bucket, Key: key }));
  assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), Buffer.concat(options.pieces));
  assert.ok(!got.ContentEncoding?.includes('aws-chunked'));
}

async function refusedBody(context: CheckContext, options: ChunkedBody, ...codes: string[]): Promise<void> {
  const key = context.key('refused');
  const reply = await putChunked(context, key, options);
  assert.ok(reply.status >= 400 && reply.status < 500, `${reply.status}`);
  const code = errorCode(reply.body);
  if (context.own) assert.ok(codes.includes(code), `${code}: ${reply.body.toString()}`);
  await refused(context.s3.send(new HeadObjectCommand({ Bucket: context.bucket, Key: key })), 'NotFound');
}

/** One byte of the content, changed on its way. */
function flipByte(body: Buffer): Buffer {
  const at = body.indexOf(PIECES[1] ?? '') + 5;
  body[at] = (body[at] ?? 0) ^ 1;
  return body;
}

export const chunkedChecks: Check[] = [
  {
    name: 'signed chunks are verified and taken apart',
    run: (context) => accepted(context, { pieces: PIECES }),
  },
  {
    name: 'signed chunks with a signed trailer',
    run: (context) => accepted(context, { pieces: PIECES, trailer: CRC }),
  },
  {
    name: 'unsigned chunks with a trailer',
    run: (context) => accepted(context, { pieces: PIECES, trailer: CRC, signed: false }),
  },
  {
    name: 'no chunks at all are an empty object',
    run: (context) => accepted(context, { pieces: [] }),
  },
  {
    name: 'a byte changed in a signed chunk: SignatureDoesNotMatch, and nothing is kept',
    run: (context) => refusedBody(context, { pieces: PIECES, spoil: flipByte }, 'SignatureDoesNotMatch'),
  },
  {
    name: 'a byte changed in an unsigned chunk: BadDigest, and nothing is kept',
    run: (context) =>
      refusedBody(context, { pieces: PIECES, trailer: CRC, signed: false, spoil: flipByte }, 'BadDigest'),
  },
  {
    name: 'chunks in another order than they were signed are refused',
    async run(context) {
      const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = PIECES;
      const swap = (body: Buffer): Buffer => {
        const copy = Buffer.from(body);
        const [one, two] = [body.indexOf(first), body.indexOf(second)];
        second.copy(copy, one);
        first.copy(copy, two);
        return copy;
      };
      await refusedBody(context, { pieces: PIECES, spoil: swap }, 'SignatureDoesNotMatch');
    },
  },
  {
    name: 'a trailer changed, unsigned, missing or not well-formed is refused',
    async run(context) {
      const text = (change: (body: string) => string) => (body: Buffer) =>
        Buffer.from(change(body.toString('latin1')), 'latin1');
      const changed = text((body) => body.replace(CRC[1], checksumOf('crc32c', Buffer.from('other'))));
      await refusedBody(context, { pieces: PIECES, trailer: CRC, spoil: changed }, 'SignatureDoesNotMatch');
      const unsigned = text((body) => body.replace(/x-amz-trailer-signature:.*\r\n/, ''));
      await refusedBody(context, { pieces: PIECES, trailer: CRC, spoil: unsigned }, 'SignatureDoesNotMatch');
      const missing = { pieces: PIECES, signed: false, declareTrailer: CRC[0] };
      await refusedBody(context, missing, 'MalformedTrailerError');
      const colonless = text((body) => body.replace('crc32c:', 'crc32c'));
      await refusedBody(
        context,
        { pieces: PIECES, trailer: CRC, signed: false, spoil: colonless },
        'MalformedTrailerError',
      );
    },
  },
  {
    name: 'a chunked body that is cut off, or longer or shorter than declared, is refused',
    async run(context) {
      const cut = (body: Buffer): Buffer => body.subarray(0, 70_000);
      await refusedBody(context, { pieces: PIECES, spoil: cut }, 'IncompleteBody');
      const open = (body: Buffer): Buffer => body.subarray(0, body.lastIndexOf('0;chunk-signature'));
      await refusedBody(context, { pieces: PIECES, spoil: open }, 'IncompleteBody');
      await refusedBody(context, { pieces: PIECES, length: WHOLE.length - 1 }, 'IncompleteBody');
      await refusedBody(context, { pieces: PIECES, length: WHOLE.length + 1 }, 'IncompleteBody');
    },
  },
  {
    name: 'framing that is none is refused',
    async run(context) {
      const bodies = ['', 'zz\r\n', '5\r\nhello', `${'f'.repeat(300)}\r\n`, '-1\r\n', 'ffffffffffffffff\r\nx'];
      for (const body of bodies) {
        const options = { pieces: PIECES, trailer: CRC, signed: false, spoil: () => Buffer.from(body) };
        await refusedBody(context, options, 'InvalidRequest', 'IncompleteBody');
      }
    },
  },
];
