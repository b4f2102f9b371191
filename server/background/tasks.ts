import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { ActiveOrgs } from './active-orgs.ts';
import type { createCancelRequested } from './cancel-requested.ts';
import type { Completer } from './complete-task.ts';
import type { createHolds } from './holds.ts';
import { inGroups } from './in-groups.ts';
import type { MoveNoter } from './note-moves.ts';
import type { Task } from './periodic.ts';
import type { createReconcile } from './reconcile.ts';
import type { createScriptUploads } from './upload-scripts.ts';

/** How often what is done; all in ms. */
export interface BackgroundTimes {
  relayMs: number;
  completeMs: number;
  reapMs: number;
  promoteMs: number;
  ringRepairMs: number;
  reconcileMs: number;
  /** A job is looked for in Redis once nothing was noted of it for this long. */
  reconcileAgeMs: number;
  holdCheckMs: number;
  cancelRepeatMs: number;
  cancelGraceMs: number;
  resultsGraceMs: number;
  noteMovesMs: number;
  refreshOrgsMs: number;
  uploadScriptsMs: number;
  scriptPatienceMs: number;
  scriptSweepMs: number;
  purgeKeysMs: number;
  fireSchedulesMs: number;
  /** How often, and how old, what attempts left in S3 is looked for. */
  tidyAttemptsMs: number;
  checkSessionsMs: number;
  webhooksMs: number;
  webhookTimeoutMs: number;
  alertsMs: number;
  mailsMs: number;
}

/** The times that no setting changes. */
export const FIXED_TIMES = {
  noteMovesMs: 5000,
  refreshOrgsMs: 3000,
  uploadScriptsMs: 2000,
  scriptPatienceMs: 1500,
  scriptSweepMs: 600_000,
  purgeKeysMs: 3_600_000,
  tidyAttemptsMs: 20_000,
  fireSchedulesMs: 1000,
} as const satisfies Partial<BackgroundTimes>;

export type TaskName =
  | 'relay-outbox'
  | 'complete-jobs'
  | 'note-moves'
  | 'note-all-moves'
  | 'reap'
  | 'promote'
  | 'repair-ring'
  | 'reconcile'
  | 'cancel-requested'
  | 'holds'
  | 'check-sessions'
  | 'upload-scripts'
  | 'refresh-orgs'
  | 'tidy-attempts'
  | 'fire-schedules'
  | 'purge-idempotency-keys'
  | 'deliver-webhooks'
  | 'tidy-webhooks'
  | 'watch-alerts'
  | 'send-mails';

export interface TaskParts {
  queue: Pick<Queue, 'reap' | 'promote' | 'repairRing'>;
  orgs: ActiveOrgs;
  relayOutbox: () => Promise<void>;
  completer: Completer;
  noter: MoveNoter;
  cancels: ReturnType<typeof createCancelRequested>;
  holds: ReturnType<typeof createHolds>;
  scripts: ReturnType<typeof createScriptUploads>;
  reconcile: ReturnType<typeof createReconcile>;
  /** Jobs of an organisation whose move may have gone unnoticed. */
  findChangeable: (orgId: string) => Promise<string[]>;
  purgeKeys: (orgId: string) => Promise<void>;
  tidyAttempts: () => Promise<void>;
  checkSessions: () => Promise<void>;
  deliverWebhooks: () => Promise<void>;
  tidyWebhooks: (orgId: string) => Promise<void>;
  fireSchedules: () => Promise<void>;
  watchAlerts: () => Promise<void>;
  sendMails: () => Promise<void>;
}

const AT_ONCE = 16;
/** How often all organisations are looked at, and not only the active ones, in ms. */
const ALL_EVERY_MS = 30_000;

/** Everything the control plane does by itself, with how often. All of it may run in several control planes at once. */
export function backgroundTasks(times: BackgroundTimes, parts: TaskParts): (Task & { name: TaskName })[] {
  const { queue, orgs, noter } = parts;

  function forOrgs(work: (orgId: string) => Promise<unknown>): () => Promise<void> {
    let allAt = performance.now();
    return async () => {
      const all = performance.now() - allAt > ALL_EVERY_MS;
      if (all) allAt = performance.now();
      await inGroups(all ? orgs.all() : orgs.active(), AT_ONCE, async (orgId) => {
        await work(orgId);
      });
    };
  }

  let repairs = 0;
  const repairRing = (): Promise<void> => {
    repairs += 1;
    return queue.repairRing(repairs % 3 === 0 ? orgs.all() : orgs.active());
  };
  const noteAll = (): Promise<void> =>
    inGroups(orgs.active(), AT_ONCE, async (orgId) => noter.note(orgId, await parts.findChangeable(orgId)));
  const purgeAll = (): Promise<void> => inGroups(orgs.all(), AT_ONCE, parts.purgeKeys);
  const tidyAllWebhooks = (): Promise<void> => inGroups(orgs.all(), AT_ONCE, parts.tidyWebhooks);

  return [
    { name: 'refresh-orgs', everyMs: times.refreshOrgsMs, run: orgs.refresh },
    { name: 'relay-outbox', everyMs: times.relayMs, run: parts.relayOutbox },
    { name: 'complete-jobs', everyMs: times.completeMs, run: parts.completer.run },
    { name: 'note-moves', everyMs: times.noteMovesMs, run: noter.run },
    { name: 'note-all-moves', everyMs: times.noteMovesMs, run: noteAll },
    { name: 'reap', everyMs: times.reapMs, run: forOrgs((orgId) => queue.reap(orgId)) },
    { name: 'promote', everyMs: times.promoteMs, run: forOrgs((orgId) => queue.promote(orgId)) },
    { name: 'repair-ring', everyMs: times.ringRepairMs, run: repairRing },
    { name: 'reconcile', everyMs: times.reconcileMs, run: parts.reconcile },
    { name: 'cancel-requested', everyMs: times.cancelRepeatMs, run: parts.cancels.run },
    { name: 'holds', everyMs: times.holdCheckMs, run: parts.holds.run },
    { name: 'check-sessions', everyMs: times.checkSessionsMs, run: parts.checkSessions },
    { name: 'upload-scripts', everyMs: times.uploadScriptsMs, run: parts.scripts.run },
    { name: 'tidy-attempts', everyMs: times.tidyAttemptsMs, run: parts.tidyAttempts },
    { name: 'fire-schedules', everyMs: times.fireSchedulesMs, run: parts.fireSchedules },
    { name: 'purge-idempotency-keys', everyMs: times.purgeKeysMs, run: purgeAll },
    { name: 'deliver-webhooks', everyMs: times.webhooksMs, run: parts.deliverWebhooks },
    { name: 'tidy-webhooks', everyMs: times.purgeKeysMs, run: tidyAllWebhooks },
    { name: 'watch-alerts', everyMs: times.alertsMs, run: parts.watchAlerts },
    { name: 'send-mails', everyMs: times.mailsMs, run: parts.sendMails },
  ];
}
