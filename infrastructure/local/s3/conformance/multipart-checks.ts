import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type CreateMultipartUploadCommandInput,
} from '@aws-sdk/client-s3';
import { refused, sampleBytes, type Check, type CheckContext } from './check.ts';

const PART = 5 * 1024 ** 2;

interface Begun {
  Bucket: string;
  Key: string;
  UploadId: string;
}

async function begin(context: CheckContext, input: Partial<CreateMultipartUploadCommandInput> = {}): Promise<Begun> {
  const at = { Bucket: context.bucket, Key: context.key('upload ñ&') };
  const { UploadId } = await context.s3.send(new CreateMultipartUploadCommand({ ...at, ...input }));
  assert.ok(UploadId);
  return { ...at, UploadId };
}

async function upload(context: CheckContext, begun: Begun, PartNumber: number, Body: Buffer): Promise<CompletedPart> {
  const sent = await context.s3.send(new UploadPartCommand({ ...begun, PartNumber, Body }));
  const { ETag, ChecksumCRC32, ChecksumCRC64NVME, ChecksumSHA256 } = sent;
  return { PartNumber, ETag, ChecksumCRC32, ChecksumCRC64NVME, ChecksumSHA256 };
}

function complete(
  { s3 }: CheckContext,
  begun: Begun,
  Parts: CompletedPart[],
  IfNoneMatch?: string,
): Promise<{ ETag?: string | undefined }> {
  return s3.send(new CompleteMultipartUploadCommand({ ...begun, MultipartUpload: { Parts }, IfNoneMatch }));
}

async function content({ s3 }: CheckContext, { Bucket, Key }: Begun): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest();
}

export const multipartChecks: Check[] = [
  {
    name: 'an upload in parts, sent in any order, becomes one object with its metadata',
    async run(context) {
      const begun = await begin(context, { ContentType: 'application/zip', Metadata: { fence: '1.1' } });
      const bodies = [sampleBytes(PART, 1), sampleBytes(PART + 1, 2), sampleBytes(1000, 3)] as const;
      const third = await upload(context, begun, 7, bodies[2]);
      const first = await upload(context, begun, 1, bodies[0]);
      const second = await upload(context, begun, 3, bodies[1]);
      await refused(context.s3.send(new GetObjectCommand({ Bucket: begun.Bucket, Key: begun.Key })), 'NoSuchKey');
      const done = await complete(context, begun, [first, second, third]);
      assert.equal(done.ETag, `"${md5(Buffer.concat(bodies.map(md5))).toString('hex')}-3"`);
      assert.deepEqual(await content(context, begun), Buffer.concat(bodies));
      const head = await context.s3.send(new HeadObjectCommand({ Bucket: begun.Bucket, Key: begun.Key }));
      assert.equal(head.ContentType, 'application/zip');
      assert.deepEqual(head.Metadata, { fence: '1.1' });
      assert.equal(head.ContentLength, 2 * PART + 1001);
    },
  },
  {
    name: 'the parts are listed by number, in pages; the upload is listed until it is done',
    async run(context) {
      const { s3, bucket } = context;
      const begun = await begin(context);
      for (const number of [5, 1, 3]) await upload(context, begun, number, sampleBytes(10 + number));
      const page = await s3.send(new ListPartsCommand({ ...begun, MaxParts: 2 }));
      assert.deepEqual(
        page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]),
        [
          [1, 11],
          [3, 13],
        ],
      );
      assert.equal(page.IsTruncated, true);
      const rest = await s3.send(new ListPartsCommand({ ...begun, PartNumberMarker: page.NextPartNumberMarker }));
      assert.deepEqual(
        rest.Parts?.map(({ PartNumber }) => PartNumber),
        [5],
      );
      const open = async (): Promise<boolean> => {
        const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: begun.Key }));
        return Uploads.some(({ UploadId, Key }) => UploadId === begun.UploadId && Key === begun.Key);
      };
      assert.equal(await open(), true);
      await s3.send(new AbortMultipartUploadCommand(begun));
      assert.equal(await open(), false);
    },
  },
  {
    name: 'an aborted upload is gone, and left no object',
    async run(context) {
      const { s3 } = context;
      const begun = await begin(context);
      const part = await upload(context, begun, 1, sampleBytes(100));
      await s3.send(new AbortMultipartUploadCommand(begun));
      await refused(s3.send(new UploadPartCommand({ ...begun, PartNumber: 2, Body: 'x' })), 'NoSuchUpload');
      await refused(complete(context, begun, [part]), 'NoSuchUpload');
      await refused(s3.send(new ListPartsCommand(begun)), 'NoSuchUpload');
      await refused(s3.send(new GetObjectCommand({ Bucket: begun.Bucket, Key: begun.Key })), 'NoSuchKey');
    },
  },
  {
    name: 'upload ids that were made up are NoSuchUpload, also such as point elsewhere',
    async run(context) {
      const begun = await begin(context);
      for (const UploadId of ['nothing', '../../objects', 'a'.repeat(32), `${begun.UploadId}/..`]) {
        const put = new UploadPartCommand({ ...begun, UploadId, PartNumber: 1, Body: 'x' });
        await refused(context.s3.send(put), 'NoSuchUpload');
        await refused(context.s3.send(new AbortMultipartUploadCommand({ ...begun, UploadId })), 'NoSuchUpload');
      }
      const elsewhere = new UploadPartCommand({ ...begun, Key: context.key('other'), PartNumber: 1, Body: 'x' });
      await refused(context.s3.send(elsewhere), 'NoSuchUpload');
    },
  },
  {
    name: 'parts in the wrong order, with the wrong tag, or missing are refused and the upload stays',
    async run(context) {
      const begun = await begin(context);
      const [one, two] = [
        await upload(context, begun, 1, sampleBytes(PART)),
        await upload(context, begun, 2, sampleBytes(9)),
      ];
      await refused(complete(context, begun, [two, one]), 'InvalidPartOrder');
      await refused(complete(context, begun, [{ ...one, ETag: `"${'0'.repeat(32)}"` }, two]), 'InvalidPart');
      await refused(complete(context, begun, [one, { ...two, PartNumber: 3 }]), 'InvalidPart');
      await complete(context, begun, [one, two]);
      assert.equal((await content(context, begun)).length, PART + 9);
    },
  },
  {
    name: 'a part under 5 MiB that is not the last is refused (EntityTooSmall)',
    async run(context) {
      const begun = await begin(context);
      const parts = [await upload(context, begun, 1, sampleBytes(9)), await upload(context, begun, 2, sampleBytes(9))];
      await refused(complete(context, begun, parts), 'EntityTooSmall');
    },
  },
  {
    name: 'a part sent again replaces the first, and part numbers outside 1 to 10000 are refused',
    async run(context) {
      const begun = await begin(context);
      await upload(context, begun, 1, Buffer.from('first'));
      const again = await upload(context, begun, 1, Buffer.from('second'));
      await complete(context, begun, [again]);
      assert.equal((await content(context, begun)).toString(), 'second');
      const other = await begin(context);
      await refused(upload(context, other, 10_001, Buffer.from('x')), 'InvalidArgument');
      await refused(upload(context, other, 0, Buffer.from('x')), 'InvalidArgument');
    },
  },
  {
    name: 'checksums of parts add up: composite for SHA256, of the whole for CRC64NVME',
    async run(context) {
      const { s3 } = context;
      const bodies = [sampleBytes(PART, 4), sampleBytes(77, 5)] as const;
      for (const ChecksumAlgorithm of ['SHA256', 'CRC64NVME'] as const) {
        const begun = await begin(context, { ChecksumAlgorithm });
        const parts: CompletedPart[] = [];
        for (const [index, Body] of bodies.entries()) {
          const sent = await s3.send(
            new UploadPartCommand({ ...begun, PartNumber: index + 1, Body, ChecksumAlgorithm }),
          );
          const { ETag, ChecksumSHA256, ChecksumCRC64NVME } = sent;
          parts.push({ PartNumber: index + 1, ETag, ChecksumSHA256, ChecksumCRC64NVME });
        }
        await complete(context, begun, parts);
        const at = { Bucket: begun.Bucket, Key: begun.Key };
        const head = await s3.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
        if (ChecksumAlgorithm === 'SHA256') {
          const sums = bodies.map((body) => createHash('sha256').update(body).digest());
          const composite = createHash('sha256').update(Buffer.concat(sums)).digest('base64');
          assert.equal(head.ChecksumSHA256, `${composite}-2`);
        } else {
          const whole = { Bucket: context.bucket, Key: context.key('whole'), Body: Buffer.concat(bodies) };
          const put = await s3.send(new PutObjectCommand({ ...whole, ChecksumAlgorithm }));
          assert.equal(head.ChecksumCRC64NVME, put.ChecksumCRC64NVME);
        }
        assert.deepEqual(await content(context, begun), Buffer.concat(bodies)); // the SDK verifies it, too
      }
    },
  },
  {
    name: 'an upload is completed with If-None-Match: * only where nothing is',
    async run(context) {
      const begun = await begin(context);
      const part = await upload(context, begun, 1, Buffer.from('from parts'));
      await context.s3.send(new PutObjectCommand({ Bucket: begun.Bucket, Key: begun.Key, Body: 'there first' }));
      await refused(complete(context, begun, [part], '*'), 'PreconditionFailed');
      assert.equal((await content(context, begun)).toString(), 'there first');
    },
  },
];
