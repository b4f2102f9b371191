import type { Alert } from '@sri/shared/protocol/api/alerts.ts';
import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { expectedEnd, healthOf } from '../../domain/use-portals.ts';

/** Something that only a person can settle, most urgent first. */
export type Need =
  | { kind: 'job'; job: JobSummary }
  /** Executions that wait for one new login of `userId`. */
  | { kind: 'held'; providerId: string; provider: string; userId: string; count: number }
  | { kind: 'session'; account: Account; state: 'expired' | 'expiring'; until: number | null }
  /** Nothing starts at this portal, and something wants to. */
  | { kind: 'paused'; portal: Portal; count: number }
  | { kind: 'alert'; alert: Alert }
  | { kind: 'noRobots' };

export interface NeedSources {
  /** Executions in needs_login, needs_person and needs_review. */
  waiting: readonly JobSummary[];
  accounts: readonly Account[];
  portals: readonly Portal[];
  /** Open ones. */
  alerts?: readonly Alert[];
  /** Robots that gave a sign of life; null: not known. */
  robots: number | null;
  now: number;
}

const accountKey = (providerId: string, userId: string): string => `${providerId} ${userId}`;

/** Alerts that nothing else here tells of; the others are seen sooner by what they are about. */
const TOLD_BY_ALERT: readonly Alert['kind'][] = ['queue_old', 'provider_failing', 'no_rows'];

/** Codes and decisions first, then logins that hold executions, sessions that ended or soon will, paused portals, what was noticed over time, robots at last. */
export function needsOf({ waiting, accounts, portals, alerts = [], robots, now }: NeedSources): Need[] {
  const jobs = waiting.filter(({ status }) => status !== 'needs_login').map((job): Need => ({ kind: 'job', job }));
  const held = new Map<string, Extract<Need, { kind: 'held' }>>();
  for (const { status, providerId, provider, userId } of waiting) {
    if (status !== 'needs_login') continue;
    const account = accountKey(providerId, userId);
    const known = held.get(account);
    if (known === undefined) held.set(account, { kind: 'held', providerId, provider, userId, count: 1 });
    else known.count += 1;
  }
  const sessions = accounts.flatMap((account): Need[] => {
    const health = healthOf(account, now);
    if (held.has(accountKey(account.providerId, account.userId))) return [];
    if (health === 'active' || health === 'unknown' || health === 'revoked') return [];
    return [
      {
        kind: 'session',
        account,
        state: health === 'expiring' ? 'expiring' : 'expired',
        until: expectedEnd(account, now),
      },
    ];
  });
  const paused = portals.flatMap((portal): Need[] => {
    const count = portal.paused?.waiting ?? 0;
    return count > 0 ? [{ kind: 'paused', portal, count }] : [];
  });
  const noticed = alerts
    .filter(({ kind, acknowledged }) => acknowledged === null && TOLD_BY_ALERT.includes(kind))
    .map((alert): Need => ({ kind: 'alert', alert }));
  return [
    ...jobs,
    ...held.values(),
    ...sessions,
    ...paused,
    ...noticed,
    ...(robots === 0 ? [{ kind: 'noRobots' } as const] : []),
  ];
}
