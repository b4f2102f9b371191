import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import { withStepIds } from '@sri/shared/model/flow.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { Step } from '@sri/shared/model/step.ts';
import { issueTicket } from '@sri/shared/node/job-ticket.ts';
import { keyIdOf } from '@sri/shared/node/keys.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { signScript, type SignedScript } from '@sri/shared/node/script-bytes.ts';
import { sealSession } from '@sri/shared/node/session-seal.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { scriptKey, SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import type { Ended } from '@sri/shared/queue/queue-contract.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { listenToHints } from '../../../server/background/hints.ts';
import { enqueueOptions } from '../queue/envelopes.ts';
import { within } from '../rounds.ts';
import type { BenchStack } from '../stack.ts';
import { BARE_COOKIE } from './bare-loop.ts';

/** Whole jobs through the queue, for workers that run: what the control plane would put in, and what it would hear. */
export interface OurJobs {
  /** ms from the claim of one job to its end. */
  once: () => Promise<number>;
  /** Jobs per second, from the first that is put in to the end of the last. */
  perSecond: (jobs: number) => Promise<number>;
  close: () => Promise<void>;
}

const PROVIDER = 'sitio';
/** Nobody's account is in another's way. */
const USERS = 8;
const PATIENCE_S = 240;

interface Owner {
  orgId: string;
  flowId: string;
}

function signed(
  stack: BenchStack,
  { orgId, flowId }: Owner,
  url: string,
  stepPictures: 'all' | 'failures',
): SignedScript {
  const { SCRIPT_SIGNING_SECRET: current } = stack.facts.secrets;
  const steps: Step[] = withStepIds([{ type: 'navigate', url }, { type: 'screenshot' }]);
  const createdAt = new Date().toISOString();
  const manifest = { purpose: 'flow', orgId, flowId, version: '1.0.0', keyId: keyIdOf(current), createdAt } as const;
  return signScript({ format: 'sri-script/1', manifest, inputs: {}, steps, options: { stepPictures } }, { current });
}

export async function openOurJobs(
  stack: BenchStack,
  { url, stepPictures }: { url: string; stepPictures: 'all' | 'failures' },
): Promise<OurJobs> {
  const { redisUrl, s3: storage, secrets } = stack.facts;
  const owner = { orgId: newId(), flowId: newId() };
  const script = signed(stack, owner, url, stepPictures);
  const key = scriptKey(owner.orgId, owner.flowId, script.scriptHash);
  const s3 = connectS3(storage);
  await s3.send(new PutObjectCommand({ Bucket: SCRIPTS_BUCKET, Key: key, Body: script.bytes }));
  s3.destroy();

  const [redis, subscriber] = [new Redis(redisUrl), new Redis(redisUrl)];
  const keys = redisKeys();
  const queue = createQueue(redis, keys);
  const users = Array.from({ length: USERS }, () => newId());
  for (const userId of users) {
    const session = { cookies: [BARE_COOKIE], connectedAt: Date.now() };
    const account = { orgId: owner.orgId, userId, provider: PROVIDER };
    const sealed = sealSession(session, account, secrets.SESSION_ENCRYPTION_KEY);
    await redis.set(keys.session(account.orgId, userId, PROVIDER), JSON.stringify(sealed), 'EX', 604_800);
  }

  const times = new Map<string, Partial<Record<'claimed' | 'finished', number>>>();
  let onFinished: () => void = () => undefined;
  await listenToHints(subscriber, keys.hints, ({ kind, jobId }) => {
    const seen = times.get(jobId);
    if (seen === undefined || kind === 'asks') return;
    seen[kind] = performance.now();
    if (kind === 'finished') onFinished();
  });

  function envelope(index: number): JobEnvelope {
    const bare: JobEnvelope = {
      v: 1,
      jobId: newId(),
      gen: 1,
      ...owner,
      userId: users[index % USERS] ?? '',
      providerId: newId(),
      provider: PROVIDER,
      portal: { loginUrl: null, domains: ['127.0.0.1'] },
      version: '1.0.0',
      scriptKey: key,
      scriptHash: script.scriptHash,
      scriptSignature: script.scriptSignature,
      keyId: script.keyId,
      inputs: {},
      metadata: {},
      timeoutMs: 60_000,
      enqueuedAt: Date.now(),
    };
    return { ...bare, ticket: issueTicket(bare, { current: secrets.SCRIPT_SIGNING_SECRET }, Date.now() + 3_600_000) };
  }

  /** Every job of the round ended well; then it is forgotten, as after the control plane's commit. */
  async function settle(jobIds: readonly string[]): Promise<void> {
    const ended: Ended[] = await queue.ended(owner.orgId, 10_000);
    for (const { jobId, fence, outcome } of ended) {
      if (outcome?.status !== 'completed') throw new Error(`a job ended otherwise: ${JSON.stringify(outcome)}`);
      await queue.confirm(owner.orgId, jobId, fence);
    }
    const known = new Set(ended.map(({ jobId }) => jobId));
    if (!jobIds.every((jobId) => known.has(jobId))) throw new Error('a job that ended is not in `done`');
  }

  async function runAll(jobs: number): Promise<{ began: number; jobIds: string[] }> {
    const envelopes = Array.from({ length: jobs }, (_, index) => envelope(index));
    const jobIds = envelopes.map(({ jobId }) => jobId);
    times.clear();
    for (const jobId of jobIds) times.set(jobId, {});
    const all = Promise.withResolvers<void>();
    let left = jobs;
    onFinished = () => {
      left -= 1;
      if (left === 0) all.resolve();
    };
    const began = performance.now();
    for (const one of envelopes) await queue.enqueue(one, { ...enqueueOptions(one), maxPerAccount: 4 });
    await within(PATIENCE_S, 'the jobs did not end', all.promise);
    return { began, jobIds };
  }

  return {
    once: async () => {
      const { jobIds } = await runAll(1);
      const { claimed = Number.NaN, finished = Number.NaN } = times.get(jobIds[0] ?? '') ?? {};
      await settle(jobIds);
      return finished - claimed;
    },
    perSecond: async (jobs) => {
      const { began, jobIds } = await runAll(jobs);
      const ended = Math.max(...jobIds.map((jobId) => times.get(jobId)?.finished ?? Number.NaN));
      await settle(jobIds);
      return jobs / ((ended - began) / 1000);
    },
    close: () => {
      redis.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}
