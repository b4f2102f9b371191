import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { expectedEnd, healthOf } from '../../domain/use-portals.ts';

/** Something that only a person can settle, most urgent first. */
export type Need =
  | { kind: 'job'; job: JobSummary }
  /** Executions that wait for one new login. */
  | { kind: 'held'; providerId: string; provider: string; count: number }
  | { kind: 'session'; account: Account; state: 'expired' | 'expiring'; until: number | null }
  | { kind: 'noRobots' };

export interface NeedSources {
  /** Executions in needs_login, needs_person and needs_review. */
  waiting: readonly JobSummary[];
  accounts: readonly Account[];
  /** Robots that gave a sign of life; null: not known. */
  robots: number | null;
  now: number;
}

/** Codes and decisions first, then logins that hold executions, sessions that ended or soon will, robots at last. */
export function needsOf({ waiting, accounts, robots, now }: NeedSources): Need[] {
  const jobs = waiting.filter(({ status }) => status !== 'needs_login').map((job): Need => ({ kind: 'job', job }));
  const held = new Map<string, Extract<Need, { kind: 'held' }>>();
  for (const { status, providerId, provider } of waiting) {
    if (status !== 'needs_login') continue;
    const known = held.get(providerId);
    if (known === undefined) held.set(providerId, { kind: 'held', providerId, provider, count: 1 });
    else known.count += 1;
  }
  const sessions = accounts.flatMap((account): Need[] => {
    const health = healthOf(account, now);
    if (held.has(account.providerId) || health === 'active' || health === 'unknown' || health === 'revoked') return [];
    return [
      {
        kind: 'session',
        account,
        state: health === 'expiring' ? 'expiring' : 'expired',
        until: expectedEnd(account, now),
      },
    ];
  });
  return [...jobs, ...held.values(), ...sessions, ...(robots === 0 ? [{ kind: 'noRobots' } as const] : [])];
}
