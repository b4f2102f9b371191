import assert from 'node:assert/strict';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { refused, type Check, type CheckContext } from './check.ts';

const DAY_MS = 86_400_000;
const TEXT = '0123456789';

async function put(
  { s3, bucket, key }: CheckContext,
  name: string,
): Promise<{ Bucket: string; Key: string; ETag: string }> {
  const at = { Bucket: bucket, Key: key(name) };
  const { ETag = '' } = await s3.send(new PutObjectCommand({ ...at, Body: TEXT }));
  return { ...at, ETag };
}

async function status(call: Promise<unknown>): Promise<number | undefined> {
  try {
    await call;
    return 200;
  } catch (error) {
    return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  }
}

export const conditionalChecks: Check[] = [
  {
    name: 'ranges: from-to, from, the last bytes, and one that goes past the end',
    async run(context) {
      const { Bucket, Key } = await put(context, 'ranged');
      const wanted: [string, string, string][] = [
        ['bytes=2-4', '234', 'bytes 2-4/10'],
        ['bytes=7-', '789', 'bytes 7-9/10'],
        ['bytes=-2', '89', 'bytes 8-9/10'],
        ['bytes=8-99', '89', 'bytes 8-9/10'],
        ['bytes=0-0', '0', 'bytes 0-0/10'],
      ];
      for (const [Range, text, contentRange] of wanted) {
        const got = await context.s3.send(new GetObjectCommand({ Bucket, Key, Range }));
        assert.equal(await got.Body?.transformToString(), text, Range);
        assert.equal(got.ContentRange, contentRange);
        assert.equal(got.$metadata.httpStatusCode, 206);
        assert.equal(got.ContentLength, text.length);
      }
    },
  },
  {
    name: 'a range behind the end is refused (InvalidRange, 416)',
    async run(context) {
      const { Bucket, Key } = await put(context, 'short');
      const error = await refused(
        context.s3.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=10-' })),
        'InvalidRange',
      );
      assert.equal(error.$metadata.httpStatusCode, 416);
    },
  },
  {
    name: 'If-None-Match and If-Modified-Since: 304 for what the client has',
    async run(context) {
      const { s3 } = context;
      const { Bucket, Key, ETag } = await put(context, 'cached');
      assert.equal(await status(s3.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag }))), 304);
      assert.equal(await status(s3.send(new HeadObjectCommand({ Bucket, Key, IfNoneMatch: ETag }))), 304);
      assert.equal(await status(s3.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: '"other"' }))), 200);
      const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
      const since = (offset: number): Date => new Date((LastModified?.getTime() ?? 0) + offset);
      assert.equal(await status(s3.send(new GetObjectCommand({ Bucket, Key, IfModifiedSince: since(0) }))), 304);
      assert.equal(await status(s3.send(new GetObjectCommand({ Bucket, Key, IfModifiedSince: since(-DAY_MS) }))), 200);
    },
  },
  {
    name: 'If-Match and If-Unmodified-Since: 412 for what has changed',
    async run(context) {
      const { s3 } = context;
      const { Bucket, Key, ETag } = await put(context, 'matched');
      assert.equal(await status(s3.send(new GetObjectCommand({ Bucket, Key, IfMatch: ETag }))), 200);
      await refused(s3.send(new GetObjectCommand({ Bucket, Key, IfMatch: '"other"' })), 'PreconditionFailed');
      const IfUnmodifiedSince = new Date(Date.now() - DAY_MS);
      await refused(s3.send(new GetObjectCommand({ Bucket, Key, IfUnmodifiedSince })), 'PreconditionFailed');
    },
  },
  {
    name: 'If-None-Match: * writes only what is not there',
    async run(context) {
      const { s3 } = context;
      const { Bucket, Key } = await put(context, 'taken');
      const again = s3.send(new PutObjectCommand({ Bucket, Key, Body: 'other', IfNoneMatch: '*' }));
      await refused(again, 'PreconditionFailed');
      const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
      assert.equal(await got.Body?.transformToString(), TEXT);
    },
  },
  {
    name: 'of ten that write with If-None-Match: * at once, one wins',
    async run({ s3, bucket, key }) {
      const at = { Bucket: bucket, Key: key('contested'), IfNoneMatch: '*' };
      const calls = Array.from({ length: 10 }, (_, index) =>
        status(s3.send(new PutObjectCommand({ ...at, Body: `writer ${index}` }))),
      );
      const statuses = await Promise.all(calls);
      assert.equal(statuses.filter((code) => code === 200).length, 1, statuses.join(' '));
      assert.ok(
        statuses.every((code) => code === 200 || code === 412 || code === 409),
        statuses.join(' '),
      );
    },
  },
  {
    name: 'If-Match writes only over what the client knows',
    async run(context) {
      const { s3 } = context;
      const { Bucket, Key, ETag } = await put(context, 'known');
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'second', IfMatch: ETag }));
      await refused(s3.send(new PutObjectCommand({ Bucket, Key, Body: '3', IfMatch: ETag })), 'PreconditionFailed');
      const nothing = new PutObjectCommand({ Bucket, Key: context.key('unknown'), Body: '1', IfMatch: ETag });
      await refused(s3.send(nothing), 'NoSuchKey');
    },
  },
];
