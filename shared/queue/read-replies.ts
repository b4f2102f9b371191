import { jobEnvelopeSchema } from '../protocol/job-envelope.ts';
import { readOutcome } from './outcome.ts';
import type { Claim, Ended, Reaped } from './queue-contract.ts';

/** A script's reply, as the scripts in `lua/` promise it in their headers. */
export type Reply = readonly (string | number | null)[];

const enqueuedAtSchema = jobEnvelopeSchema.pick({ enqueuedAt: true });

function text(value: Reply[number] | undefined): string {
  return String(value ?? '');
}

export function readClaim(reply: Reply): Claim {
  const [kind, first, gen, att, element, leaseMs, limitMs] = reply;
  switch (kind) {
    case 'job':
      return {
        kind,
        jobId: text(first),
        fence: { gen: Number(gen), att: Number(att) },
        element: text(element),
        leaseMs: Number(leaseMs),
        limitMs: Number(limitMs),
      };
    case 'unreadable':
      return { kind, element: text(first) };
    case 'cap':
    case 'blocked':
      return { kind };
    default:
      return { kind: 'empty' };
  }
}

const REAPED_FIELDS = 5;

/** The reply of `reap` without its first value: five values a job. */
export function readReaped(values: Reply): Reaped[] {
  const list: Reaped[] = [];
  for (let at = 0; at < values.length; at += REAPED_FIELDS) {
    const [jobId, action, gen, att, stalls] = values.slice(at, at + REAPED_FIELDS);
    list.push({
      jobId: text(jobId),
      action: text(action) as Reaped['action'],
      fence: { gen: Number(gen), att: Number(att) },
      stalls: Number(stalls),
    });
  }
  return list;
}

/** `ENDED` of a record: how a job ended otherwise than by its worker. */
function readEnd(ended: string): Pick<Ended, 'by' | 'cause'> {
  switch (ended) {
    case '':
      return { by: 'worker' };
    case 'stalls':
    case 'run_limit':
      return { by: 'dead', cause: ended };
    default:
      return { by: 'cancel' };
  }
}

export function readEnded(reply: Reply): Ended {
  const [jobId, gen, att, stalls, ended, lastWorker, element, told] = reply;
  const outcome = told === '' ? undefined : readOutcome(text(told));
  return {
    jobId: text(jobId),
    fence: { gen: Number(gen), att: Number(att) },
    stalls: Number(stalls),
    ...readEnd(text(ended)),
    ...(outcome === undefined ? {} : { outcome }),
    ...(lastWorker === '' ? {} : { lastWorker: text(lastWorker) }),
    element: text(element),
  };
}

/** `enqueuedAt` of a list element, ms since the epoch; null where there is none. */
export function enqueuedAtOf(element: string | null | undefined): number | null {
  try {
    return enqueuedAtSchema.safeParse(JSON.parse(element ?? '')).data?.enqueuedAt ?? null;
  } catch {
    return null;
  }
}
