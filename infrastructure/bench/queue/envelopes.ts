import { newId } from '@sri/shared/model/ids.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { accountOf, type EnqueueOptions } from '@sri/shared/queue/queue-contract.ts';

const HASH = 'a'.repeat(64);

/** An envelope as the control plane makes it. */
export function makeEnvelope(orgId: string): JobEnvelope {
  return {
    v: 1,
    jobId: newId(),
    gen: 1,
    orgId,
    userId: newId(),
    providerId: newId(),
    provider: 'cargill',
    portal: { loginUrl: null, domains: ['cargill.com', 'cargill.com.ar'] },
    flowId: newId(),
    version: '1.0.0',
    scriptKey: `scripts/${orgId}/flow/${HASH}.json`,
    scriptHash: HASH,
    scriptSignature: HASH,
    keyId: '0123456789ab',
    inputs: {},
    metadata: {},
    timeoutMs: 900_000,
    enqueuedAt: Date.now(),
    ticket: { expires: Date.now() + 3_600_000, mac: HASH },
  };
}

export function enqueueOptions({ userId, provider }: JobEnvelope): EnqueueOptions {
  return { account: accountOf(userId, provider), maxPerAccount: 1, stalls: 0, retries: 0, maxAttempts: 3 };
}
