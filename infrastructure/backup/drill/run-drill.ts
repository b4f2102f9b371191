import { rmSync } from 'node:fs';
import { delay } from '@sri/shared/lang/delay.ts';
import { readStoreConfig } from '../config.ts';
import type { KeeperState } from '../keeper.ts';
import { openStore } from '../store/backup-store.ts';
import { checkDump } from './check-dump.ts';
import { leaks, query, readFacts } from './database-facts.ts';
import { type DrillParts, prepareDrill } from './drill-parts.ts';
import { storeEnv } from './keeper-part.ts';
import { postgresTools } from './postgres-tools.ts';
import { makeTenant, type Tenant } from './tenants.ts';

export interface DrillOptions {
  /** A folder of its own. */
  home: string;
  organisations: number;
  /** Executions that wait while everything is lost, of each organisation. */
  waiting: number;
  signal: AbortSignal;
  say: (line: string) => void;
}

export interface DrillResult {
  faults: string[];
  totals: string;
}

const POLL_MS = 100;
/** Between two executions asked for while the end comes near. */
const ASK_MS = 60;
const ASKING_MS = 2500;
const PATIENCE_MS = 120_000;
/** What the design asks for (R58), in seconds. */
const RPO_SECONDS = 300;
const RTO_SECONDS = 1800;

async function until(what: string, look: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await look())) {
    signal.throwIfAborted();
    if (performance.now() > end) throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s`);
    await delay(POLL_MS, signal);
  }
}

async function keeperState({ keeperUrl }: DrillParts): Promise<KeeperState> {
  const answer = await fetch(`${keeperUrl}/health`);
  return (await answer.json()) as KeeperState;
}

/** Executions asked for one after the other, until told to stop: each with when it was accepted. */
function keepAsking(tenants: readonly Tenant[], signal: AbortSignal): Promise<{ id: string; at: number }[]> {
  const accepted: { id: string; at: number }[] = [];
  async function go(): Promise<{ id: string; at: number }[]> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const id = await tenants[turn % tenants.length]?.run().catch(() => undefined);
      if (id !== undefined) accepted.push({ id, at: Date.now() });
      await delay(ASK_MS, signal);
    }
    return accepted;
  }
  return go();
}

const openCount = async (adminUrl: string): Promise<number> =>
  (await query<{ n: number }>(adminUrl, "select count(*)::int as n from jobs where status in ('queued', 'running')"))[0]
    ?.n ?? 0;

/**
 * Loses everything but the backups - cluster, spool, Redis - while executions wait and more are asked for, and brings it
 * back: into an empty cluster, with the log read to its end, Redis rebuilt from nothing, every execution that waited run
 * once. Measures what was lost (RPO) and how long it took (RTO).
 */
export async function runDrill({ home, organisations, waiting, signal, say }: DrillOptions): Promise<DrillResult> {
  const tools = await postgresTools(say);
  say(`Postgres ${tools.major} of ${tools.bin}`);
  const parts = await prepareDrill(home, tools);
  const { facts } = parts;
  const { admin, api } = facts.database;
  const faults: string[] = [];
  try {
    const [postgres, redis] = await Promise.all([parts.start.postgres(), parts.start.redis(), parts.start.s3()]);
    await parts.migrate();
    const [server, worker] = await Promise.all([parts.start.server(), parts.start.worker()]);
    const tenants: Tenant[] = [];
    for (let n = 1; n <= organisations; n += 1) tenants.push(await makeTenant(facts.apiUrl, `org-${n}`, signal));
    for (const tenant of tenants) {
      await tenant.logIn();
      await tenant.run();
    }
    await until('the first executions', async () => (await openCount(admin)) === 0, signal);
    await worker.stop();

    const keeper = await parts.start.keeper();
    await until('the first base', async () => (await keeperState(parts)).dumpAt > 0, signal);
    for (let n = 0; n < waiting; n += 1) await Promise.all(tenants.map((tenant) => tenant.run()));
    const before = await readFacts(admin);
    const settledAt = Date.now();
    await until('the log to be in the store', async () => (await keeperState(parts)).walAt > settledAt, signal);
    say(`${before.rows['jobs']} executions, ${organisations * waiting} of them waiting; base and log are in the store`);

    const asking = new AbortController();
    const late = keepAsking(tenants, asking.signal);
    await delay(ASKING_MS, signal);
    asking.abort();
    const asked = await late;
    const droppedAt = Date.now();
    await Promise.all([keeper, postgres, redis, server].map((part) => part.stop({ force: true })));
    for (const lost of [parts.cluster, parts.spool, parts.redisDir]) rmSync(lost, { recursive: true, force: true });
    say('cluster, spool and Redis are gone');

    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1000;
    say((await parts.restore()).trim().replaceAll('\n', '; '));
    const restored = await parts.start.postgres();
    await until(
      'the end of the log',
      async () => (await query<{ r: boolean }>(admin, 'select pg_is_in_recovery() as r'))[0]?.r === false,
      signal,
    );
    const opened = seconds();

    const after = await readFacts(admin);
    if (after.guards !== before.guards) faults.push('policies, rights or roles are not those of before');
    for (const [table, count] of Object.entries(before.rows)) {
      if ((after.rows[table] ?? 0) < count) faults.push(`${table}: ${after.rows[table]} rows of ${count}`);
    }
    const { found, looked } = await leaks(
      api,
      tenants.map(({ orgId }) => orgId),
    );
    faults.push(...found);
    const there = new Set((await query<{ id: string }>(admin, 'select id from jobs')).map(({ id }) => id));
    const lost = asked.filter(({ id }) => !there.has(id));
    const rpo = lost[0] === undefined ? 0 : (droppedAt - lost[0].at) / 1000;

    await parts.start.redis();
    await parts.start.server();
    const ready = seconds();
    // What the backups cannot have: sessions live in Redis only, and people log in again.
    for (const tenant of tenants) await tenant.logIn();
    const waited = await openCount(admin);
    await parts.start.worker();
    await until('what waited to run', async () => (await openCount(admin)) === 0, signal);
    const rto = seconds();
    const ends = await query<{ status: string; n: number }>(
      admin,
      'select j.status, count(*)::int as n from jobs j group by 1 order by 1',
    );
    for (const { status, n } of ends) if (status !== 'completed') faults.push(`${n} executions ended ${status}`);
    const twice = await query(
      admin,
      "select subject from audit_log where action = 'job.completed' group by subject having count(*) > 1",
    );
    if (twice.length > 0) faults.push(`${twice.length} executions were recorded twice`);
    if (waited < organisations * waiting) faults.push(`only ${waited} executions waited after the restore`);
    if (rpo > RPO_SECONDS) faults.push(`what was accepted ${rpo} s before the loss did not come back`);
    if (rto > RTO_SECONDS) faults.push(`it took ${rto} s`);

    await parts.start.keeper();
    await until('a base of the new timeline', async () => (await keeperState(parts)).baseAt > droppedAt, signal);
    const store = openStore(readStoreConfig({ ...storeEnv(facts.s3) }));
    const tables = await checkDump(store, tools.bin);
    store.close();
    if (tables < Object.keys(before.rows).length) faults.push(`the dump has ${tables} tables only`);
    await restored.stop();
    const totals = [
      `RPO ${rpo.toFixed(1)} s (${lost.length} of ${asked.length} executions of the last ${ASKING_MS / 1000} s lost)`,
      `RTO ${rto.toFixed(1)} s (database ${opened.toFixed(1)} s, API ready ${ready.toFixed(1)} s, ${waited} waiting executions run ${rto.toFixed(1)} s)`,
      `${Object.keys(before.rows).length} tables, ${Object.values(after.rows).reduce((sum, n) => sum + n, 0)} rows, ${looked} looks for rows of others`,
      `faults ${faults.length}`,
    ].join(' | ');
    return { faults, totals };
  } finally {
    await parts.stopAll();
  }
}
