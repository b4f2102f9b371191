import assert from 'node:assert/strict';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { refused, type Check } from './check.ts';

export const bucketChecks: Check[] = [
  {
    name: 'a bucket is made, found, listed with its date, and deleted',
    async run({ s3, bucket }) {
      const other = `${bucket}-b`;
      await s3.send(new CreateBucketCommand({ Bucket: other }));
      await s3.send(new HeadBucketCommand({ Bucket: other }));
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      const made = Buckets.find(({ Name }) => Name === other);
      assert.ok(made?.CreationDate && Math.abs(made.CreationDate.getTime() - Date.now()) < 600_000);
      await s3.send(new DeleteBucketCommand({ Bucket: other }));
      await refused(s3.send(new HeadBucketCommand({ Bucket: other })), 'NotFound', 'NoSuchBucket');
    },
  },
  {
    name: 'a bucket made with a location is accepted',
    async run({ s3, bucket, own }) {
      if (!own) return; // elsewhere only the server's own region is
      const Bucket = `${bucket}-eu`;
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
      );
      await s3.send(new DeleteBucketCommand({ Bucket }));
    },
  },
  {
    name: 'a bucket that is there already is not made again, and keeps its objects',
    async run({ s3, bucket, key }) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key('kept'), Body: 'kept' }));
      await s3
        .send(new CreateBucketCommand({ Bucket: bucket }))
        .catch((error: unknown) => assert.match(String(error), /BucketAlreadyOwnedByYou/));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key('kept') }));
      assert.equal(await Body?.transformToString(), 'kept');
    },
  },
  {
    name: 'names that no bucket may have are refused',
    async run({ s3 }) {
      for (const Bucket of ['Upper-Case', 'ab', 'under_score', '-dash', 'two..dots', '192.168.0.1']) {
        await refused(s3.send(new CreateBucketCommand({ Bucket })), 'InvalidBucketName');
      }
    },
  },
  {
    name: 'the location of a bucket is told',
    async run({ s3, bucket }) {
      const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: bucket }));
      assert.ok(LocationConstraint === undefined || /^[a-zA-Z0-9-]*$/.test(LocationConstraint));
    },
  },
  {
    name: 'a bucket that holds an object is not deleted (BucketNotEmpty)',
    async run({ s3, bucket }) {
      const Bucket = `${bucket}-full`;
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ Bucket, Key: 'deep/down/object', Body: '1' }));
      await refused(s3.send(new DeleteBucketCommand({ Bucket })), 'BucketNotEmpty');
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'deep/down/object' }));
      await s3.send(new DeleteBucketCommand({ Bucket }));
    },
  },
  {
    name: 'everything in a bucket that is not there is NoSuchBucket',
    async run({ s3, bucket }) {
      const Bucket = `${bucket}-none`;
      await refused(s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' })), 'NoSuchBucket');
      await refused(s3.send(new GetObjectCommand({ Bucket, Key: 'a' })), 'NoSuchBucket');
      await refused(s3.send(new ListObjectsV2Command({ Bucket })), 'NoSuchBucket');
      await refused(s3.send(new DeleteBucketCommand({ Bucket })), 'NoSuchBucket');
    },
  },
];
