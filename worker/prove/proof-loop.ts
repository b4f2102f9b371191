import type { ProofState } from '@sri/shared/model/session-proof.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { proofRequestHolds } from '@sri/shared/node/proof-ticket.ts';
import { PROOF_TTL_SECONDS, proofRequestSchema, type ProofRequest } from '@sri/shared/protocol/proof-request.ts';
import { parseStrictJson } from '@sri/shared/strict-json.ts';
import { proveSession, type ProveContext } from './prove-session.ts';

export interface ProofLoopOptions extends ProveContext {
  /** Between two looks, in ms; `wake` looks at once. */
  everyMs: number;
  mayProve: () => boolean;
  log: Logger;
}

export interface ProofLoop {
  start(): void;
  wake(): void;
  /** Takes no more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

function parse(element: string): ProofRequest | undefined {
  try {
    return proofRequestSchema.safeParse(parseStrictJson(element)).data;
  } catch {
    return undefined;
  }
}

/**
 * Takes sessions to be tried, one at a time and beside the jobs: a person waits for each. A request that is lost with its
 * worker is not done again; whoever asked hears that nobody answered.
 */
export function createProofLoop(options: ProofLoopOptions): ProofLoop {
  const { redis, keys, config, log, everyMs, mayProve } = options;
  let busy: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stopping = new AbortController();

  async function prove(request: ProofRequest): Promise<void> {
    const { orgId, userId, provider, proofId } = request;
    const tell = (state: ProofState): Promise<unknown> =>
      redis.set(keys.proof(orgId, userId, proofId), JSON.stringify(state), 'EX', PROOF_TTL_SECONDS);
    await tell({ state: 'running', workerId: config.workerId });
    try {
      const outcome = await proveSession(options, request);
      log.info({ orgId, provider, verdict: outcome.verdict }, 'a session was tried');
      await tell({ state: 'done', outcome });
    } finally {
      await redis.del(keys.proofUnderWay(orgId, userId, provider));
    }
  }

  async function look(): Promise<void> {
    while (!stopping.signal.aborted && mayProve()) {
      const element = await redis.lpop(keys.proofs);
      if (element === null) return;
      const request = parse(element);
      if (request !== undefined && proofRequestHolds(request, config.signing)) await prove(request);
      else log.warn('a request to try a session was refused: unreadable, changed or too old');
    }
  }

  function wake(): void {
    if (stopping.signal.aborted || busy !== undefined) return;
    busy = look()
      .catch((error: unknown) => log.warn({ err: { message: String(error) } }, 'a session could not be tried'))
      .finally(() => (busy = undefined));
  }

  return {
    start: () => {
      timer = setInterval(wake, everyMs);
      wake();
    },
    wake,
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await busy;
    },
  };
}
