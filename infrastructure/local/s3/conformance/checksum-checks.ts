import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type ChecksumAlgorithm } from '@aws-sdk/client-s3';
import { refused, sampleBytes, type Check } from './check.ts';

const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const satisfies ChecksumAlgorithm[];
const MIB = 1024 ** 2;

/** A stream of many pieces, as from a file or a socket. */
function streamOf(bytes: Buffer, pieceBytes = 65_536): Readable {
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  return Readable.from(pieces, { objectMode: false });
}

const perAlgorithm = ALGORITHMS.flatMap((ChecksumAlgorithm): Check[] => [
  {
    name: `${ChecksumAlgorithm}: verified, kept and given back`,
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key(`sum-${ChecksumAlgorithm}`) };
      const field = `Checksum${ChecksumAlgorithm}` as const;
      const put = await s3.send(new PutObjectCommand({ ...at, Body: sampleBytes(100_000), ChecksumAlgorithm }));
      assert.ok(put[field], 'the reply to the write names no checksum');
      const head = await s3.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
      assert.equal(head[field], put[field]);
      const got = await s3.send(new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
      assert.equal(got[field], put[field]);
      assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), sampleBytes(100_000));
    },
  },
  {
    name: `${ChecksumAlgorithm} in the trailer of a stream`,
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key(`trailer-${ChecksumAlgorithm}`) };
      const body = sampleBytes(300_001, 7);
      const put = await s3.send(
        new PutObjectCommand({ ...at, Body: streamOf(body), ContentLength: body.length, ChecksumAlgorithm }),
      );
      assert.ok(put[`Checksum${ChecksumAlgorithm}`]);
      const got = await s3.send(new GetObjectCommand(at));
      assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), body);
      assert.equal(got.ContentEncoding, undefined);
    },
  },
  {
    name: `${ChecksumAlgorithm} that is wrong: BadDigest, and nothing is kept`,
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key(`wrong-${ChecksumAlgorithm}`) };
      const right = await s3.send(new PutObjectCommand({ ...at, Key: key('right'), Body: 'other', ChecksumAlgorithm }));
      const field = `Checksum${ChecksumAlgorithm}` as const;
      const put = new PutObjectCommand({ ...at, Body: 'this', [field]: right[field] });
      await refused(s3.send(put), 'BadDigest', 'XAmzContentChecksumMismatch');
      await refused(s3.send(new HeadObjectCommand(at)), 'NotFound');
    },
  },
]);

export const checksumChecks: Check[] = [
  ...perAlgorithm,
  {
    name: 'a checksum that cannot be one is refused',
    async run({ s3, bucket, key }) {
      const put = new PutObjectCommand({ Bucket: bucket, Key: key('short'), Body: '1', ChecksumCRC32: 'AAA=' });
      await refused(s3.send(put), 'InvalidRequest', 'InvalidArgument');
    },
  },
  {
    name: 'Content-MD5: right, wrong (BadDigest), none at all (InvalidDigest)',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('md5') };
      const ContentMD5 = createHash('md5').update('right').digest('base64');
      await refused(s3.send(new PutObjectCommand({ ...at, Body: 'wrong', ContentMD5 })), 'BadDigest');
      await refused(s3.send(new PutObjectCommand({ ...at, Body: 'right', ContentMD5: 'bm8=' })), 'InvalidDigest');
      await refused(s3.send(new HeadObjectCommand(at)), 'NotFound');
      await s3.send(new PutObjectCommand({ ...at, Body: 'right', ContentMD5 }));
    },
  },
  {
    name: 'a stream with its length and the SDK’s defaults is stored without its framing',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('stream') };
      const body = sampleBytes(1_000_003, 3);
      await s3.send(
        new PutObjectCommand({
          ...at,
          Body: streamOf(body, 10_000),
          ContentLength: body.length,
          ContentEncoding: 'br',
        }),
      );
      const got = await s3.send(new GetObjectCommand(at));
      assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), body);
      assert.equal(got.ContentEncoding, 'br');
    },
  },
  {
    name: '50 MB go in and out as streams',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('big') };
      const piece = sampleBytes(MIB, 9);
      const sent = createHash('sha256');
      const pieces = function* (): Generator<Buffer> {
        for (let count = 0; count < 50; count++) {
          piece.writeUInt32BE(count);
          sent.update(piece);
          yield Buffer.from(piece);
        }
      };
      const Body = Readable.from(pieces(), { objectMode: false });
      await s3.send(new PutObjectCommand({ ...at, Body, ContentLength: 50 * MIB }));
      const got = await s3.send(new GetObjectCommand(at));
      assert.equal(got.ContentLength, 50 * MIB);
      const received = createHash('sha256');
      for await (const part of got.Body as AsyncIterable<Buffer>) received.update(part);
      assert.equal(received.digest('hex'), sent.digest('hex'));
    },
  },
];
