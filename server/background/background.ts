import type { S3Client } from '@aws-sdk/client-s3';
import type { Redis } from 'ioredis';
import type { Reach } from '@sri/shared/node/failpoint.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { Database, RelayDatabase } from '../db/transaction.ts';
import { deleteFormerResults } from '../features/artifacts/delete-former.ts';
import { deleteAttempts } from '../features/artifacts/list-objects.ts';
import { findUnpromoted, promoteFromAttempt } from '../features/artifacts/promote-attempt.ts';
import { uploadPendingScripts } from '../features/flows/upload-script.ts';
import { sendDueMails, type SendMail } from '../features/alerts/send-mails.ts';
import { settleAlerts } from '../features/alerts/settle-alerts.ts';
import { attemptDelivery } from '../features/webhooks/attempt-delivery.ts';
import { claimDeliveries, giveBackDelivery } from '../features/webhooks/claim-deliveries.ts';
import type { Post } from '../features/webhooks/post.ts';
import type { AttemptResult } from '../features/webhooks/record-attempt.ts';
import type { SecretKeeper } from '../features/webhooks/signing-secret.ts';
import { tidyWebhooks } from '../features/webhooks/tidy-webhooks.ts';
import { createAnnounce } from '../features/jobs/announce-status.ts';
import { cancelUnqueued } from '../features/jobs/cancel-unqueued.ts';
import {
  findBlockedAccounts,
  findWaitingAccounts,
  releaseWaiting,
  type AccountId,
} from '../features/jobs/held-accounts.ts';
import { findOwner } from '../features/jobs/job-store.ts';
import { findAttemptsLeft, noteTidied } from '../features/jobs/attempts-left.ts';
import { createShownStatus } from '../features/jobs/shown-status.ts';
import { findChangeable, noteStates } from '../features/jobs/note-states.ts';
import * as open from '../features/jobs/open-jobs.ts';
import { takeOutbox } from '../features/jobs/outbox-store.ts';
import { purgeIdempotencyKeys } from '../features/jobs/purge-idempotency-keys.ts';
import { recordEnd } from '../features/jobs/record-end.ts';
import { readSessionDigest } from '../features/jobs/session-digest.ts';
import { fireDue } from '../features/schedules/fire-tick.ts';
import { findDue } from '../features/schedules/schedule-store.ts';
import type { VerifyScript } from '../features/jobs/verified-scripts.ts';
import { createActiveOrgs } from './active-orgs.ts';
import { createCancelRequested } from './cancel-requested.ts';
import { createCompleteJobs, type RecordedEnd } from './complete-jobs.ts';
import { createCompleter } from './complete-task.ts';
import { createWebhookSender } from './deliver-webhooks.ts';
import { listenToHints } from './hints.ts';
import { createFireSchedules } from './fire-schedules.ts';
import { createHolds } from './holds.ts';
import { createMoveNoter } from './note-moves.ts';
import { createTidyAttempts } from './tidy-attempts.ts';
import { startTask, type RunningTask, type TaskHooks } from './periodic.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createPromoter } from './promote-results.ts';
import { createReconcile } from './reconcile.ts';
import { createRelay } from './relay-outbox.ts';
import { backgroundTasks, type BackgroundTimes, type TaskName } from './tasks.ts';
import { createWatchAlerts } from './watch-alerts.ts';
import { createScriptUploads } from './upload-scripts.ts';

const TIDIED_PER_TURN = 200;
const FIRED_PER_TURN = 200;

export interface BackgroundContext {
  db: Database;
  relay: RelayDatabase;
  queue: Queue;
  redis: Redis;
  /** A connection of its own for the queue's hints. */
  subscriber: Redis;
  keys: RedisKeys;
  s3: S3Client;
  signing: SigningKeys;
  times: BackgroundTimes;
  reach: Reach;
  log: Logger;
  onRun: NonNullable<TaskHooks['onRun']>;
  onRecorded?: (end: RecordedEnd) => void;
  /** Puts back into Redis what it lost of the organisations' secrets. */
  restoreSecrets: () => Promise<void>;
  /** A run stored what the portal had made of an account's session. */
  sessionRefreshed: (account: AccountId) => Promise<void>;
  /** Tries the sessions that are due, and hears of those under way. */
  checkSessions: () => Promise<void>;
  alerts: { workersLive: () => Promise<boolean>; sendMail: SendMail | undefined };
  webhooks: { post: Post; secrets: SecretKeeper; onAttempt: (result: AttemptResult) => void };
  /** What schedules start their executions with. */
  verifyScript: VerifyScript;
  secretsWanted: (orgId: string) => void;
}

/** What the control plane does by itself, and what the API tells it. None of the calls waits for Redis unless said. */
export interface Background {
  start: () => void;
  stop: () => Promise<void>;
  /** A commit filled the outbox. */
  outboxFilled: () => void;
  /** Carries a requested cancel to the queue; resolves when that was done or could not be done now. */
  carryCancel: (orgId: string, jobId: string) => Promise<void>;
  /** The account's session may have changed, or it got a job. */
  checkAccount: (account: AccountId) => Promise<void>;
  /** The organisation paused or resumed a portal: resolves when the queue knows, or could not be told now. */
  pausesChanged: (orgId: string) => Promise<void>;
  /** A script was stored: resolves when it lies in S3, or after a short while. */
  scriptStored: (script: { orgId: string }) => Promise<void>;
  activeOrgs: () => string[];
  /** Webhooks were enqueued. */
  deliveriesDue: () => void;
}

export function createBackground(context: BackgroundContext): Background {
  const { db, relay, queue, redis, keys, s3, reach, log, times } = context;
  const running = new Map<TaskName, RunningTask>();
  const wake = (name: TaskName) => (): void => running.get(name)?.wake();
  const outboxFilled = wake('relay-outbox');
  const deliveriesDue = wake('deliver-webhooks');

  const quietly = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => log.debug({ err: { message: String(error) } }, 'tried again by its task'));

  const announce = createAnnounce(redis, keys, queue);
  const orgs = createActiveOrgs({
    findOpenOrgs: () => open.findOpenOrgs(relay),
    findAllOrgs: () => open.findAllOrgs(relay),
  });
  const promote = createPromoter(
    {
      findUnpromoted: (attempt, names) => findUnpromoted(s3, attempt, names),
      promote: (attempt, names) => promoteFromAttempt(s3, attempt, names),
    },
    times.resultsGraceMs,
  );
  const sessionDigest = (account: AccountId): Promise<string | null> => readSessionDigest(redis, keys, account);
  const completer = createCompleter({
    completeJobs: createCompleteJobs({
      queue,
      promote,
      announce,
      reach,
      log,
      findOwner: (orgId, jobId) => db.inOrg(orgId, (sql) => findOwner(sql, jobId)),
      record: (orgId, jobId, fence, end) => recordEnd(db, orgId, jobId, fence, end),
      sessionDigest: (orgId, userId, provider) => sessionDigest({ orgId, userId, provider }),
      checkAccount: (account) => holds.check(account),
      sessionRefreshed: context.sessionRefreshed,
      deleteFormer: (attempt, names) => deleteFormerResults(s3, attempt, names),
      deleteAttempts: (job, upTo) => deleteAttempts(s3, job, upTo),
      noteTidied: (orgId, jobIds) => noteTidied(relay, orgId, jobIds),
      onRecorded: (end) => {
        context.onRecorded?.(end);
        deliveriesDue();
      },
    }),
    orgs,
    wake: wake('complete-jobs'),
    pollMs: times.completeMs,
  });
  const noter = createMoveNoter(
    {
      queue,
      announce,
      readShown: createShownStatus(redis, keys),
      noteStates: (orgId, known, asking) => noteStates(relay, orgId, known, asking),
    },
    wake('note-moves'),
  );
  const cancels = createCancelRequested({
    queue,
    outboxFilled,
    log,
    findCancelRequested: () => open.findCancelRequested(relay),
    findOne: (orgId, jobId) => open.findCancelRequestedJob(relay, orgId, jobId),
    hint: async (jobId, control) => void (await redis.publish(keys.jobControl(jobId), JSON.stringify(control))),
    cancelUnqueued: (orgId, jobId, gen) => cancelUnqueued(db, orgId, jobId, gen),
    complete: completer.complete,
    graceMs: times.cancelGraceMs,
  });
  const holds = createHolds({
    queue,
    sessionDigest,
    outboxFilled,
    findWaiting: (only) => findWaitingAccounts(relay, only),
    findBlocked: (only) => findBlockedAccounts(relay, only),
    releaseWaiting: (account, digest) => releaseWaiting(relay, account, digest),
    activeOrgs: orgs.active,
  });
  // Of one account many jobs may be made at once: the calls that meet share a look.
  const accountKey = ({ orgId, userId, provider }: AccountId): string => JSON.stringify([orgId, userId, provider]);
  const checkHolds = oneAtATime((key) => {
    const [orgId, userId, provider] = JSON.parse(key) as [string, string, string];
    return holds.check({ orgId, userId, provider });
  });
  const scripts = createScriptUploads({
    log,
    patienceMs: times.scriptPatienceMs,
    sweepMs: times.scriptSweepMs,
    upload: (orgId) => uploadPendingScripts(db, s3, orgId),
    allOrgs: orgs.all,
  });
  const { sendMail } = context.alerts;
  const { post, secrets, onAttempt } = context.webhooks;
  const timeoutMs = times.webhookTimeoutMs;
  const sender = createWebhookSender({
    claim: (limits) => claimDeliveries(relay, limits),
    attempt: (claimed, stopping) => attemptDelivery({ db, post, secrets, timeoutMs }, claimed, stopping),
    giveBack: (claimed) => giveBackDelivery(relay, claimed),
    onAttempt,
    wake: deliveriesDue,
    timeoutMs,
    log,
  });
  const tasks = backgroundTasks(times, {
    queue,
    orgs,
    noter,
    completer,
    cancels,
    holds,
    scripts,
    relayOutbox: createRelay({
      queue,
      announce,
      reach,
      log,
      keys: context.signing,
      noteOrg: orgs.note,
      take: (limit, tell) => takeOutbox(relay, limit, tell),
    }),
    reconcile: createReconcile({
      queue,
      outboxFilled,
      log,
      restoreSecrets: context.restoreSecrets,
      findOldOpenJobs: (after, limit) => open.findOldOpenJobs(relay, { ageMs: times.reconcileAgeMs, after, limit }),
      republish: (jobs) => open.republish(relay, jobs),
    }),
    findChangeable: (orgId) => findChangeable(relay, orgId),
    tidyAttempts: createTidyAttempts({
      log,
      findLeft: () => findAttemptsLeft(relay, { ageMs: times.tidyAttemptsMs, limit: TIDIED_PER_TURN }),
      deleteAttempts: (job, upTo) => deleteAttempts(s3, job, upTo),
      noteTidied: (orgId, jobIds) => noteTidied(relay, orgId, jobIds),
    }),
    checkSessions: context.checkSessions,
    watchAlerts: createWatchAlerts({
      workersLive: context.alerts.workersLive,
      orgs,
      settle: (orgId, workers) => settleAlerts(db, orgId, workers),
      onChanged: deliveriesDue,
    }),
    sendMails:
      sendMail === undefined ? () => Promise.resolve() : () => sendDueMails({ db, relay, send: sendMail, log }),
    deliverWebhooks: sender.run,
    tidyWebhooks: (orgId) => tidyWebhooks(db, secrets, orgId),
    fireSchedules: createFireSchedules({
      log,
      findDue: () => findDue(relay, FIRED_PER_TURN),
      fire: (orgId, id) =>
        fireDue(
          {
            db,
            reach,
            verifyScript: context.verifyScript,
            secretsWanted: context.secretsWanted,
            jobsCommitted: (account) => {
              outboxFilled();
              void quietly(checkHolds(accountKey(account)));
            },
          },
          orgId,
          id,
        ),
    }),
    purgeKeys: async (orgId) => void (await purgeIdempotencyKeys(db, orgId)),
  });

  return {
    start: () => {
      for (const task of tasks) running.set(task.name, startTask(task, context));
      void quietly(
        listenToHints(context.subscriber, keys.hints, ({ kind, orgId, jobId }) => {
          orgs.note(orgId);
          noter.due(orgId, jobId);
          if (kind === 'finished') completer.due(orgId);
        }),
      );
    },
    stop: async () => {
      await Promise.all([...running.values()].map((task) => task.stop()));
      await sender.stop();
    },
    outboxFilled,
    carryCancel: (orgId, jobId) => quietly(cancels.carryOne(orgId, jobId)),
    pausesChanged: (orgId) => quietly(holds.checkOrg(orgId)),
    checkAccount: (account) => quietly(checkHolds(accountKey(account))),
    scriptStored: scripts.soon,
    activeOrgs: orgs.active,
    deliveriesDue,
  };
}
