// npm run test:s3 -- URL: does that S3 server do what the product needs of it? Without URL: does ours?
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVERYTHING } from './auth/rights.ts';
import { readConformanceKeys } from './config.ts';
import { ALL_CHECKS, openCheckRun } from './conformance/run-checks.ts';
import type { Keys } from './conformance/raw-client.ts';
import { startS3Server } from './s3-server.ts';

interface Target {
  endpoint: string;
  own: boolean;
  close: () => Promise<void>;
}

async function ownServer(keys: Keys): Promise<Target> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sri-s3-checks-'));
  const users = [{ ...keys, allow: [EVERYTHING] }];
  const server = await startS3Server({ host: '127.0.0.1', port: 0, dataDir, users });
  return {
    endpoint: server.endpoint,
    own: true,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function isOurs(endpoint: string): Promise<boolean> {
  const reply = await fetch(new URL('/minio/health/live', endpoint));
  return reply.headers.get('server') === 'SRI-S3';
}

async function target(url: string | undefined, keys: Keys): Promise<Target> {
  if (url === undefined) return await ownServer(keys);
  const { origin } = new URL(url);
  return { endpoint: origin, own: await isOurs(origin), close: () => Promise.resolve() };
}

/** Runs all checks, tells each, and answers how many failed. */
async function runAll({ endpoint, own }: Target, keys: Keys): Promise<number> {
  console.log(
    `S3 checks against ${endpoint}${own ? '' : ' (not our own server: its documented differences are allowed)'}`,
  );
  const run = await openCheckRun(endpoint, keys, own);
  let failed = 0;
  for (const check of ALL_CHECKS) {
    try {
      await run.run(check);
      console.log(`✓ ${check.name}`);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${check.name}\n    ${String(error).replaceAll('\n', '\n    ')}`);
    }
  }
  await run.close();
  console.log(`${ALL_CHECKS.length - failed} passed, ${failed} failed`);
  return failed;
}

const [url] = process.argv.slice(2);
if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) {
  console.error(`✗ ${url} is not an address. Use: npm run test:s3 -- http://localhost:9000`);
  process.exit(2);
}
const keys = readConformanceKeys();
try {
  const server = await target(url, keys);
  process.exitCode = (await runAll(server, keys)) === 0 ? 0 : 1;
  await server.close();
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`✗ The checks could not be run: ${String(error)}${cause}`);
  console.error('  Is the server running at that address, and are S3_ACCESS_KEY and S3_SECRET_KEY its keys?');
  process.exitCode = 2;
}
