import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from './ports.ts';
import { preparePostgres, startPostgres, type PostgresOptions } from './postgres.ts';
import type { RootWay } from './postgres-rights.ts';
import { type RunningProcess, runProcess, startReady } from './run-process.ts';
import { temporaryFolder, untilGone } from './test/part-spec.ts';

async function optionsIn(folder: string, more: Partial<PostgresOptions> = {}): Promise<PostgresOptions> {
  return {
    dir: join(folder, 'postgres'),
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    durable: false,
    ...more,
  };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a running Postgres', () => {
  let folder: string;
  let server: RunningProcess & { url: string };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sri-local-'));
    server = await startPostgres(await optionsIn(folder, { settings: { max_connections: '33' } }));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('has the role, database, encoding and settings of the Postgres image', async () => {
    expect(server.url).toMatch(/^postgres:\/\/sri:sri@127\.0\.0\.1:\d+\/sri_production$/);
    const [row] = await query(
      server.url,
      `select current_user, current_database() as database, rolsuper, rolbypassrls,
              current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
              current_setting('max_connections') as connections, lower('ÁÑ') as lower
         from pg_roles where rolname = current_user`,
    );
    expect(row).toEqual({
      current_user: 'sri',
      database: 'sri_production',
      rolsuper: true,
      rolbypassrls: true,
      encoding: 'UTF8',
      zone: 'UTC',
      connections: '33',
      lower: 'áñ',
    });
  });

  test('is on loopback alone, without a Unix socket', async () => {
    const [row] = await query(
      server.url,
      `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`,
    );
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '' });
  });

  test('takes no wrong password', async () => {
    await expect(query(server.url.replace('sri:sri@', 'sri:other@'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });
});

test.each<RootWay>(['namespace', 'nobody'])(
  'keeps its data over a restart and over kill -9 (as root by way of %s)',
  async (asRoot) => {
    const options = await optionsIn(temporaryFolder(), { asRoot, durable: true });
    const first = await startPostgres(options);
    onTestFinished(() => first.stop({ force: true }));
    await query(first.url, 'create table kept (n int); insert into kept values (1)');
    await first.stop();
    const second = await startPostgres(options);
    onTestFinished(() => second.stop({ force: true }));
    await query(second.url, 'insert into kept values (2)');
    process.kill(second.pid, 'SIGKILL');
    await second.ended;
    const third = await startPostgres(options);
    onTestFinished(() => third.stop());
    expect(await query(third.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
    if (asRoot === 'nobody' && process.getuid?.() === 0) {
      const name = readFileSync(join(options.dir, 'data-is-elsewhere'), 'utf8');
      onTestFinished(() => rmSync(`/var/tmp/sri-data-${name}`, { recursive: true, force: true }));
    }
  },
);

test('a server that outlived its launcher is ended, and its data opened', async () => {
  const options = await optionsIn(temporaryFolder());
  const forgotten = await startPostgres(options);
  onTestFinished(() => forgotten.stop({ force: true }));
  const now = await startPostgres({ ...options, port: await freePort() });
  onTestFinished(() => now.stop());
  await untilGone(forgotten.pid);
  expect(await query(now.url, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('an interrupted initialisation leaves nothing, and the next one begins anew', async () => {
  const options = await optionsIn(temporaryFolder());
  const abort = new AbortController();
  const preparing = preparePostgres({ ...options, signal: abort.signal });
  const refusal = preparing.catch((error: unknown) => error);
  await expect.poll(() => existsSync(join(options.dir, 'data.partial')), { timeout: 20_000 }).toBe(true);
  abort.abort();
  expect(await refusal).toMatchObject({ name: 'AbortError' });
  expect(readdirSync(options.dir)).toEqual([]);
  mkdirSync(join(options.dir, 'data.partial'));
  writeFileSync(join(options.dir, 'data.partial', 'PG_VERSION'), 'half');
  const server = await startPostgres(options);
  onTestFinished(() => server.stop());
  expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('a password other than that of the data is told at once, with what to do', async () => {
  const options = await optionsIn(temporaryFolder());
  await (await startPostgres(options)).stop();
  await expect(startPostgres({ ...options, password: 'another' })).rejects.toMatchObject({
    code: 'part_failed',
    message: expect.stringContaining('Postgres refuses user sri') as unknown,
    hint: expect.stringContaining('made with another password') as unknown,
  });
});

test('data of a version that is not here is not touched', async () => {
  const options = await optionsIn(temporaryFolder());
  mkdirSync(join(options.dir, 'data'), { recursive: true });
  writeFileSync(join(options.dir, 'data', 'PG_VERSION'), '9\n');
  await expect(preparePostgres(options)).rejects.toMatchObject({
    code: 'program_missing',
    hint: 'The data was made by Postgres 9: install that version, or move the data folder away to begin anew.',
  });
  expect(readdirSync(join(options.dir, 'data'))).toEqual(['PG_VERSION']);
});

test('a busy port ends in an error that names the log', async () => {
  const options = await optionsIn(temporaryFolder());
  const { spec } = await preparePostgres(options);
  const holder = await runProcess({
    ...spec,
    command: process.execPath,
    args: ['-e', `require('net').createServer().listen(${options.port}, '127.0.0.1')`],
    probe: async () => {
      const socket = connect(options.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
    },
    logFile: join(options.dir, 'holder.log'),
  });
  onTestFinished(() => holder.stop({ force: true }));
  await holder.untilReady();
  await expect(startReady(spec)).rejects.toMatchObject({
    message: 'postgres ended before it was ready (exit code 1)',
    hint: expect.stringContaining('Address already in use') as unknown,
  });
});
