import { HeadBucketCommand, CreateBucketCommand } from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, test } from 'vitest';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { testServices } from './test-services.ts';

test('Postgres, Redis and S3 are real and there', async () => {
  const services = testServices();
  const client = new pg.Client({ connectionString: services.postgresAdminUrl });
  await client.connect();
  const { rows } = await client.query<{ version: string }>('select version()');
  await client.end();
  expect(rows[0]?.version).toContain('PostgreSQL');

  const redis = new Redis(services.redisUrl);
  expect(await redis.info('server')).toMatch(/redis_version:[7-9]/);
  await redis.quit();

  const s3 = connectS3(services.s3);
  await s3.send(new CreateBucketCommand({ Bucket: 'services-test' }));
  expect((await s3.send(new HeadBucketCommand({ Bucket: 'services-test' }))).$metadata.httpStatusCode).toBe(200);
});
