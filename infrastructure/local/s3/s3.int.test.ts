import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING } from './auth/rights.ts';
import { ALL_CHECKS, openCheckRun, type CheckRun } from './conformance/run-checks.ts';
import { startS3Server, type S3Server } from './s3-server.ts';

const KEYS = { accessKey: 'checks', secretKey: 'checks-secret' };

describe('the S3 server does what npm run test:s3 asks of any', () => {
  let server: S3Server;
  let run: CheckRun;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sri-s3-test-'));
    server = await startS3Server({ host: '127.0.0.1', port: 0, dataDir, users: [{ ...KEYS, allow: [EVERYTHING] }] });
    run = await openCheckRun(server.endpoint, KEYS, true);
  });

  afterAll(async () => {
    await run.close();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it.each(ALL_CHECKS.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    await expect(run.run(check)).resolves.toBeUndefined();
  });
});
