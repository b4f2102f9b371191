import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { newId } from '@sri/shared/model/ids.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { scaled, type Bench } from '../bench-contract.ts';
import { enqueueOptions, makeEnvelope } from '../queue/envelopes.ts';
import { emptyOutcome } from '../queue/our-side.ts';
import { inLanes } from '../rounds.ts';
import type { BenchStack } from '../stack.ts';
import { rounded } from '../statistics.ts';
import { ownProcesses } from './processes.ts';

const ORGS = 10_000;
const SETTLE_MS = 10_000;
const LOOK_MS = 30_000;
/** After that much idleness the worker lets its browser go; a few seconds more until it is gone. */
const BROWSER_GONE_MS = 70_000;
const MB = 1024 * 1024;
const REACH = { memoryMB: 120, commandsPerSecond: 8, cpuPercent: 1 };

/** Every organisation has had a job, so that Redis knows it, and none waits. */
async function acquaint(redisUrl: string, orgs: number): Promise<void> {
  const redis = new Redis(redisUrl);
  const queue = createQueue(redis, redisKeys());
  await inLanes(orgs, 32, async () => {
    const envelope = makeEnvelope(newId());
    await queue.enqueue(envelope, enqueueOptions(envelope));
    const token = newId();
    const claim = await queue.claim(envelope.orgId, token, 'bench');
    if (claim.kind !== 'job') throw new Error(`no job to claim: ${claim.kind}`);
    await queue.finish(envelope.orgId, envelope.jobId, token, emptyOutcome());
    await queue.confirm(envelope.orgId, envelope.jobId, claim.fence);
    await queue.claim(envelope.orgId, newId(), 'bench');
  });
  redis.disconnect();
}

async function commandsSoFar(redis: Redis): Promise<number> {
  const stats = await redis.info('stats');
  return Number(/^total_commands_processed:(\d+)/m.exec(stats)?.[1]);
}

/** What the worker uses while nothing happens. */
async function look({ facts }: BenchStack, pid: number, ms: number) {
  const redis = new Redis(facts.redisUrl);
  const before = { at: performance.now(), commands: await commandsSoFar(redis), processes: ownProcesses(pid) };
  await sleep(ms);
  const processes = ownProcesses(pid);
  // The two looks are commands too; the first counts itself, the second does not yet.
  const commands = (await commandsSoFar(redis)) - before.commands - 1;
  redis.disconnect();
  const seconds = (performance.now() - before.at) / 1000;
  const cpuBefore = new Map(before.processes.map(({ pid: one, cpuMs }) => [one, cpuMs]));
  const cpuMs = processes.reduce((sum, one) => sum + one.cpuMs - (cpuBefore.get(one.pid) ?? one.cpuMs), 0);
  return {
    processes: processes.length,
    memoryMB: rounded(processes.reduce((sum, { rssBytes }) => sum + rssBytes, 0) / MB),
    commandsPerSecond: rounded(commands / seconds),
    cpuPercent: rounded(cpuMs / 10 / seconds),
  };
}

export const idleBench: Bench = async (context) => {
  const { stack, say } = context;
  await Promise.all([stack.startRedis(), stack.startS3()]);
  await acquaint(stack.facts.redisUrl, scaled(ORGS, context));
  say(`${scaled(ORGS, context)} organisations are known`);
  const startedAt = performance.now();
  const { pid } = await stack.startWorker('worker-1');
  await sleep(SETTLE_MS);
  const ms = scaled(LOOK_MS, context, 5000);
  const withBrowser = await look(stack, pid, ms);
  say('waiting until the browser is let go');
  await sleep(Math.max(0, startedAt + BROWSER_GONE_MS - performance.now()));
  const atRest = await look(stack, pid, ms);
  const { memoryMB, commandsPerSecond, cpuPercent } = atRest;
  return {
    organisations: scaled(ORGS, context),
    /** Its runner and a browser stand ready; the browser's own processes are not counted. */
    withBrowser,
    /** After a minute without work. */
    atRest,
    reach: `at rest <= ${REACH.memoryMB} MB, <= ${REACH.commandsPerSecond} commands/s, <= ${REACH.cpuPercent} % of a core`,
    reached:
      memoryMB <= REACH.memoryMB && commandsPerSecond <= REACH.commandsPerSecond && cpuPercent <= REACH.cpuPercent,
  };
};
