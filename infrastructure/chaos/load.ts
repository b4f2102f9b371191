import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callApi, isLater, type Answer } from './api-call.ts';
import type { History } from './history.ts';
import { createRandom } from './random.ts';
import { connect, type Tenant } from './tenants.ts';

/** A job that the API has accepted. */
export interface AcceptedJob {
  jobId: string;
  orgId: string;
  userId: string;
  withPage: boolean;
  /** The API said that its cancel is under way or done. */
  cancelAsked: boolean;
}

export interface Load {
  accepted: ReadonlyMap<string, AcceptedJob>;
  /** What contradicts itself: one key answered by two jobs, a call refused that is right. */
  contradictions: readonly string[];
  /** Makes no more; resolves when every call under way has its answer. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  apiUrl: string;
  tenants: readonly Tenant[];
  seed: number;
  jobsPerSecond: number;
  history: History;
  /** How many accepted jobs have not ended, as far as is known; the load waits while they are many. */
  openJobs: () => Promise<number | undefined>;
}

const EVERY_NTH_WITH_PAGE = 20;
const CANCEL_SHARE = 0.06;
const REPEAT_SHARE = 0.05;
const CANCEL_WITHIN_MS = 3000;
const MAX_OPEN = 120;
const MAX_CALLS = 12;
const AGAIN_MS = 300;
const TURN_MS = 50;
const COUNT_EACH_MS = 500;

export function startLoad({ apiUrl, tenants, seed, jobsPerSecond, history, openJobs }: LoadOptions): Load {
  const random = createRandom(seed ^ 0x10ad);
  const accepted = new Map<string, AcceptedJob>();
  const contradictions: string[] = [];
  const calls = new Set<Promise<void>>();
  const began = performance.now();
  let begun = 0;
  let open = 0;
  const stopping = new AbortController();

  function contradict(text: string): void {
    contradictions.push(text);
    history.note('contradiction', { text });
  }

  /** Asks until there is an answer that is not "later". */
  async function ask(tenant: Tenant, path: string, body: unknown, key?: string): Promise<Answer> {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    for (;;) {
      const answer = await callApi(apiUrl, { method: 'POST', path, token: tenant.token, body, headers });
      const inFlight = answer.status === 409 && key !== undefined;
      if (!isLater(answer) && !inFlight) return answer;
      history.note('asked again', { path: path.split('/')[2], status: answer.status });
      await sleep(AGAIN_MS);
    }
  }

  async function cancel(tenant: Tenant, job: AcceptedJob): Promise<void> {
    await sleep(random.between(0, CANCEL_WITHIN_MS));
    job.cancelAsked = true;
    const answer = await ask(tenant, `/api/jobs/${job.jobId}/cancel`, {});
    const { status } = answer;
    history.note('cancel answered', { jobId: job.jobId, status });
    // 409: it had ended before.
    if (status !== 409 && (status < 200 || status >= 300)) contradict(`cancel of ${job.jobId}: ${status}`);
  }

  async function submit(tenant: Tenant, withPage: boolean): Promise<void> {
    const key = randomUUID();
    const flowId = withPage ? tenant.pageFlow : random.pick(tenant.shortFlows);
    const cancels = random.chance(CANCEL_SHARE);
    const repeats = random.chance(REPEAT_SHARE);
    const { providerId, orgId, userId } = tenant;
    const body = { providerId, flowId };
    const answer = await ask(tenant, '/api/run', body, key);
    const jobId = answer.body['jobId'];
    if (answer.status !== 202 || typeof jobId !== 'string') {
      contradict(`POST /run: ${answer.status} ${JSON.stringify(answer.body)}`);
      return;
    }
    const job = { jobId, orgId, userId, withPage, cancelAsked: false };
    accepted.set(jobId, job);
    history.note('accepted', { jobId, orgId, withPage });
    if (repeats) {
      const again = await ask(tenant, '/api/run', body, key);
      history.note('repeated', { jobId });
      if (again.body['jobId'] !== jobId) contradict(`key ${key}: first ${jobId}, then ${String(again.body['jobId'])}`);
    }
    if (cancels) await cancel(tenant, job);
  }

  function begin(): void {
    const tenant = random.pick(tenants);
    begun += 1;
    const call = submit(tenant, begun % EVERY_NTH_WITH_PAGE === 0).finally(() => calls.delete(call));
    calls.add(call);
  }

  async function countOpen(): Promise<void> {
    while (!stopping.signal.aborted) {
      open = (await openJobs()) ?? open;
      await sleep(COUNT_EACH_MS);
    }
  }

  async function make(): Promise<void> {
    while (!stopping.signal.aborted) {
      const due = ((performance.now() - began) / 1000) * jobsPerSecond;
      const room = open < MAX_OPEN ? MAX_CALLS - calls.size : 0;
      for (let more = Math.min(room, due - begun); more > 0; more -= 1) begin();
      await sleep(TURN_MS);
    }
  }

  const making = Promise.all([make(), countOpen()]);
  return {
    accepted,
    contradictions,
    stop: async () => {
      stopping.abort();
      await making;
      while (calls.size > 0) await Promise.all(calls);
    },
  };
}

/** Stores every tenant's session, asking again until it is. */
export async function connectAll(apiUrl: string, tenants: readonly Tenant[]): Promise<void> {
  for (const tenant of tenants) while (!(await connect(apiUrl, tenant))) await sleep(AGAIN_MS);
}
