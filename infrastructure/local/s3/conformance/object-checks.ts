import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { refused, sampleBytes, type Check } from './check.ts';

export const objectChecks: Check[] = [
  {
    name: 'an object is written and read back, its entity tag being the MD5',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('object') };
      const body = sampleBytes(70_000);
      const put = await s3.send(new PutObjectCommand({ ...at, Body: body }));
      assert.equal(put.ETag, `"${createHash('md5').update(body).digest('hex')}"`);
      const got = await s3.send(new GetObjectCommand(at));
      assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), body);
      assert.equal(got.ETag, put.ETag);
      assert.equal(got.ContentLength, body.length);
    },
  },
  {
    name: 'an empty object is an object',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('empty') };
      await s3.send(new PutObjectCommand({ ...at, Body: '' }));
      const got = await s3.send(new GetObjectCommand(at));
      assert.equal(await got.Body?.transformToString(), '');
      assert.equal((await s3.send(new HeadObjectCommand(at))).ContentLength, 0);
    },
  },
  {
    name: 'metadata and content headers come back as they were given',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('described') };
      const described = {
        ContentType: 'text/csv; charset=utf-8',
        CacheControl: 'no-store',
        ContentDisposition: 'attachment; filename="a b.csv"',
        ContentEncoding: 'identity',
        ContentLanguage: 'es-AR',
        Metadata: { 'sri-fence': '2.1', two: 'a  b' },
      };
      await s3.send(new PutObjectCommand({ ...at, ...described, Body: 'a;b' }));
      const head = await s3.send(new HeadObjectCommand(at));
      assert.equal(head.ContentType, described.ContentType);
      assert.equal(head.CacheControl, described.CacheControl);
      assert.equal(head.ContentDisposition, described.ContentDisposition);
      assert.equal(head.ContentEncoding, described.ContentEncoding);
      assert.equal(head.ContentLanguage, described.ContentLanguage);
      assert.equal(head.Metadata?.['sri-fence'], '2.1');
      assert.equal(head.ContentLength, 3);
      assert.ok(head.LastModified && Math.abs(head.LastModified.getTime() - Date.now()) < 600_000);
    },
  },
  {
    name: 'writing again replaces the object and all that was known about it',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('twice') };
      await s3.send(new PutObjectCommand({ ...at, Body: 'first, and longer', Metadata: { one: '1' } }));
      await s3.send(new PutObjectCommand({ ...at, Body: 'second' }));
      const got = await s3.send(new GetObjectCommand(at));
      assert.equal(await got.Body?.transformToString(), 'second');
      assert.deepEqual(got.Metadata, {});
    },
  },
  {
    name: 'of writers at the same time one wins whole',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('raced') };
      const bodies = Array.from({ length: 8 }, (_, index) => sampleBytes(200_000 + index, index + 1));
      await Promise.all(bodies.map((Body) => s3.send(new PutObjectCommand({ ...at, Body }))));
      const got = Buffer.from((await (await s3.send(new GetObjectCommand(at))).Body?.transformToByteArray()) ?? []);
      assert.ok(bodies.some((body) => body.equals(got)));
    },
  },
  {
    name: 'a key that is not there: NoSuchKey, and NotFound for HEAD',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('nothing') };
      await refused(s3.send(new GetObjectCommand(at)), 'NoSuchKey');
      await refused(s3.send(new HeadObjectCommand(at)), 'NotFound');
    },
  },
  {
    name: 'deleting takes an object away, and a second time does no harm',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('gone') };
      await s3.send(new PutObjectCommand({ ...at, Body: '1' }));
      await s3.send(new DeleteObjectCommand(at));
      await refused(s3.send(new GetObjectCommand(at)), 'NoSuchKey');
      await s3.send(new DeleteObjectCommand(at));
    },
  },
  {
    name: 'many are deleted at once, also those that are not there and those with odd names',
    async run({ s3, bucket, key, own }) {
      const odd = ['a & b', '<tag>', 'ñandú €', 'quote\'"', ...(own ? ['line\nbreak'] : [])].map(key);
      for (const Key of odd) await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '1' }));
      const wanted = [...odd, key('never-was')];
      const result = await s3.send(
        new DeleteObjectsCommand({
          Bucket: bucket,
          Delete: { Objects: wanted.map((Key) => ({ Key })) },
          ...(own ? {} : { ChecksumAlgorithm: 'MD5' }),
        }),
      );
      assert.deepEqual(result.Errors ?? [], []);
      assert.deepEqual(new Set((result.Deleted ?? []).map(({ Key }) => Key)), new Set(wanted));
      for (const Key of odd) await refused(s3.send(new HeadObjectCommand({ Bucket: bucket, Key })), 'NotFound');
    },
  },
  {
    name: 'deleting many quietly tells of none',
    async run({ s3, bucket, key, own }) {
      if (!own) return; // the SDK's default checksum of this request is not taken everywhere
      const Key = key('quiet');
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '1' }));
      const Delete = { Objects: [{ Key }], Quiet: true };
      const { Deleted = [], Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
      assert.deepEqual([Deleted, Errors], [[], []]);
      await refused(s3.send(new HeadObjectCommand({ Bucket: bucket, Key })), 'NotFound');
    },
  },
  {
    name: 'a copy takes content, type and metadata along',
    async run({ s3, bucket, key }) {
      const source = key('source ñ+%/2');
      const Metadata = { one: '1' };
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: source, Body: 'copied', ContentType: 'text/plain', Metadata }),
      );
      const CopySource = `${bucket}/${encodeURIComponent(source)}`;
      const { CopyObjectResult } = await s3.send(
        new CopyObjectCommand({ Bucket: bucket, Key: key('copy'), CopySource }),
      );
      const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key('copy') }));
      assert.equal(await got.Body?.transformToString(), 'copied');
      assert.equal(got.ContentType, 'text/plain');
      assert.deepEqual(got.Metadata, Metadata);
      assert.equal(CopyObjectResult?.ETag, got.ETag);
    },
  },
  {
    name: 'a copy with REPLACE takes its own type and metadata, also onto itself',
    async run({ s3, bucket, key }) {
      const Key = key('itself');
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'same', Metadata: { old: '1' } }));
      const CopySource = `/${bucket}/${Key}`;
      await s3.send(
        new CopyObjectCommand({
          Bucket: bucket,
          Key,
          CopySource,
          MetadataDirective: 'REPLACE',
          ContentType: 'text/html',
          Metadata: { fence: '1.2' },
        }),
      );
      const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      assert.equal(await got.Body?.transformToString(), 'same');
      assert.equal(got.ContentType, 'text/html');
      assert.deepEqual(got.Metadata, { fence: '1.2' });
    },
  },
  {
    name: 'a copy onto itself that changes nothing, and one of nothing, are refused',
    async run({ s3, bucket, key }) {
      const Key = key('alone');
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '1' }));
      const copy = (CopySource: string): Promise<unknown> =>
        s3.send(new CopyObjectCommand({ Bucket: bucket, Key, CopySource }));
      await refused(copy(`${bucket}/${Key}`), 'InvalidRequest');
      await refused(copy(`${bucket}/${key('not-there')}`), 'NoSuchKey');
      await refused(copy(`${bucket}-none/${Key}`), 'NoSuchBucket');
    },
  },
  {
    name: 'metadata over 2 KB is refused',
    async run({ s3, bucket, key }) {
      const Metadata = { much: 'x'.repeat(2100) };
      const put = s3.send(new PutObjectCommand({ Bucket: bucket, Key: key('heavy'), Body: '1', Metadata }));
      await refused(put, 'MetadataTooLarge');
      await refused(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key('heavy') })), 'NotFound');
    },
  },
];
