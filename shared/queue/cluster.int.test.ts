import { Cluster } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { redisKeys } from '../protocol/redis-keys.ts';
import { enqueueOptions, makeEnvelope, makeOutcome } from '../test/job-envelopes.ts';
import { startTestRedis, type TestRedis } from '../test/redis-server.ts';
import { until } from '../test/until.ts';
import { createQueue } from './queue.ts';

const ALL_SLOTS = 16_383;

let server: TestRedis;
let cluster: Cluster;
beforeAll(async () => {
  server = await startTestRedis(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
  const node = server.connect();
  await node.call('CLUSTER', 'ADDSLOTSRANGE', '0', String(ALL_SLOTS));
  await until('the cluster is up', async () => (await node.cluster('INFO')).includes('cluster_state:ok'));
  cluster = new Cluster([{ host: '127.0.0.1', port: server.port }]);
});
afterAll(async () => {
  cluster.disconnect();
  await server.stop();
});

describe('a Redis Cluster', () => {
  test.each(['', 'test:'])(
    'every key of an organisation lies in the slot of its list (prefix "%s")',
    async (prefix) => {
      const keys = redisKeys(prefix);
      const orgId = newId();
      const own = ['recs', 'leases', 'delayed', 'done', 'dead', 'accounts', 'parked', 'answers'] as const;
      const slotOf = (key: string): Promise<unknown> => server.connect().call('CLUSTER', 'KEYSLOT', key);
      const slot = await slotOf(keys.orgJobs(orgId));
      expect(await Promise.all(own.map((name) => slotOf(keys[name](orgId))))).toEqual(own.map(() => slot));
      const jobId = newId();
      expect(await slotOf(keys.statusFence(jobId))).toBe(await slotOf(keys.jobStatus(jobId)));
    },
  );

  test('runs every operation of the queue', async () => {
    const orgId = newId();
    const keys = redisKeys();
    const queue = createQueue(cluster as never, keys, { leaseMs: 1 });
    const put = async (delayMs = 0): Promise<ReturnType<typeof makeEnvelope>> => {
      const job = makeEnvelope({ orgId });
      expect(await queue.enqueue(job, enqueueOptions(job, { delayMs }))).toBe('queued');
      return job;
    };
    const take = async (): Promise<{ jobId: string; token: string }> => {
      const token = newId();
      const claim = await queue.claim(orgId, token, 'worker-1');
      if (claim.kind !== 'job') throw new Error(claim.kind);
      return { jobId: claim.jobId, token };
    };
    const first = await put();
    expect(await queue.nextOrg()).toBe(orgId);
    expect(await queue.enqueue({ ...first, gen: 2 }, enqueueOptions(first))).toBe('queued');
    const one = await take();
    expect(await queue.renew(orgId, one.jobId, one.token)).toBe('held');
    expect(await queue.giveBack(orgId, one.jobId, one.token)).toBe('returned');
    const two = await take();
    await until('its lease ends', async () => (await queue.reap(orgId)).length > 0);
    const three = await take();
    expect(await queue.finish(orgId, three.jobId, three.token, makeOutcome())).toBe('done');
    expect(await queue.finish(orgId, two.jobId, two.token, makeOutcome())).toBe('lost');
    for (const { jobId, fence } of await queue.ended(orgId, 10)) await queue.confirm(orgId, jobId, fence);

    const stopped = await put();
    await take();
    expect(await queue.cancel(orgId, stopped.jobId, 1)).toBe('asked');
    expect(await queue.revoke(orgId, stopped.jobId)).toBe('cancelled');
    const late = await put(1);
    await until('it is due', async () => (await queue.promote(orgId)) === 1);
    await queue.hold(orgId, enqueueOptions(late).account, 'digest');
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    expect(await queue.depth(orgId)).toMatchObject({ parked: 1 });
    await queue.release(orgId, enqueueOptions(late).account);
    expect(await queue.heldAccounts(orgId)).toEqual({});
    expect(await queue.known(orgId, [late.jobId])).toHaveProperty('size', 1);
    expect(await queue.showStatus(late.jobId, { gen: 1, att: 1 }, 'running')).toBe(true);
    await queue.repairRing([orgId]);
    expect(await queue.ringLength()).toBe(1);
  });
});
