import { randomUUID } from 'node:crypto';
import { delay } from '@sri/shared/lang/delay.ts';
import type { Answer } from '../../../server/test/api-client.ts';
import type { TestPlane } from '../../../server/test/plane.ts';
import type { ReadyUser } from '../../../server/test/ready-flow.ts';

/** POST /run again and again, as a client that repeats a call which got no answer. */
export interface SteadyLoad {
  accepted: readonly string[];
  /** Answers that are neither an acceptance nor "later". */
  refused: readonly string[];
  /** Resolves once the last call has its answer. */
  stop(): Promise<void>;
}

const PAUSE_MS = 100;
const LATER = [429, 503];

function isInFlight({ status, body }: Answer): boolean {
  return status === 409 && (body as { code?: string }).code === 'idempotency_in_flight';
}

export function startSteadyLoad({ call }: TestPlane, { token, providerId }: ReadyUser): SteadyLoad {
  const accepted: string[] = [];
  const refused: string[] = [];
  const stopping = new AbortController();

  async function run(): Promise<void> {
    const headers = { 'idempotency-key': randomUUID() };
    for (;;) {
      const answer = await call('POST', '/api/run', { token, headers, body: { providerId } }).catch(() => undefined);
      if (answer?.status === 202) return void accepted.push((answer.body as { jobId: string }).jobId);
      const later = answer === undefined || LATER.includes(answer.status) || isInFlight(answer);
      if (!later) return void refused.push(answer.text);
      await delay(PAUSE_MS);
    }
  }

  async function goOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await run();
      await delay(PAUSE_MS, stopping.signal);
    }
  }
  const done = goOn();
  return {
    accepted,
    refused,
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}
