import { newId } from '../model/ids.ts';
import type { JobEnvelope } from '../protocol/job-envelope.ts';
import { accountOf, type EnqueueOptions, type Outcome } from '../queue/queue-contract.ts';

const HASH = 'a'.repeat(64);

/** An envelope as the control plane makes it, of a new job; `given` says what matters to the test. */
export function makeEnvelope(given: Partial<JobEnvelope> & { orgId: string }): JobEnvelope {
  return {
    v: 1,
    jobId: newId(),
    gen: 1,
    userId: newId(),
    providerId: newId(),
    provider: 'cargill',
    flowId: newId(),
    version: '1.0.0',
    scriptKey: `scripts/${given.orgId}/flow/${HASH}.json`,
    scriptHash: HASH,
    scriptSignature: HASH,
    keyId: 'k1',
    inputs: {},
    metadata: {},
    timeoutMs: 900_000,
    enqueuedAt: Date.now(),
    ...given,
  };
}

/** What the control plane puts it in with; one job at a time of its account. */
export function enqueueOptions(envelope: JobEnvelope, given: Partial<EnqueueOptions> = {}): EnqueueOptions {
  return {
    account: accountOf(envelope.userId, envelope.provider),
    maxPerAccount: 1,
    stalls: 0,
    retries: 0,
    maxAttempts: 3,
    ...given,
  };
}

/** How a worker tells that an attempt ended well; `given` says otherwise. */
export function makeOutcome(given: Partial<Outcome> = {}): Outcome {
  return {
    status: 'completed',
    workerId: 'worker-1',
    startedAt: 1,
    finishedAt: 2,
    steps: [],
    objects: { 'execution.log': HASH },
    ...given,
  };
}
