import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import type { Pool } from 'pg';
import type { Redis } from 'ioredis';
import { createDial } from '@sri/shared/node/egress/egress-dial.ts';
import { createEgressPolicy, createNamePolicy } from '@sri/shared/node/egress/egress-policy.ts';
import { createReach } from '@sri/shared/node/failpoint.ts';
import { createLogger, type Logger } from '@sri/shared/node/logger.ts';
import { connectRedis } from '@sri/shared/node/redis.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { createShutdown, type Shutdown } from '@sri/shared/node/shutdown.ts';
import type { JobControl } from '@sri/shared/protocol/job-control.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { orUnavailable } from '@sri/shared/queue/ring.ts';
import { createBackground, type Background } from './background/background.ts';
import { FIXED_TIMES } from './background/tasks.ts';
import type { ServerConfig } from './config.ts';
import { serveConsole } from './console/serve-console.ts';
import { createPool } from './db/pool.ts';
import { createDatabase, createRelayDatabase } from './db/transaction.ts';
import { alertRoutes } from './features/alerts/alert-routes.ts';
import { createMailServer } from './features/alerts/mail-server.ts';
import { artifactRoutes } from './features/artifacts/artifact-routes.ts';
import { createResultLinks } from './features/artifacts/result-links.ts';
import { createStoreDoor } from './features/artifacts/store-door.ts';
import { auditRoutes } from './features/audit/audit-routes.ts';
import { apiKeyRoutes } from './features/auth/api-key-routes.ts';
import { createAuthContext } from './features/auth/auth-context.ts';
import { authRoutes } from './features/auth/auth-routes.ts';
import { invitationRoutes } from './features/auth/invitation-routes.ts';
import { memberRoutes } from './features/auth/member-routes.ts';
import { signInCodeRoutes } from './features/auth/sign-in-code-routes.ts';
import { flowRoutes } from './features/flows/flow-routes.ts';
import { createHoldStore } from './features/jobs/control/hold-store.ts';
import { createNoteEvent } from './features/jobs/control/note-event.ts';
import { createPassInput } from './features/jobs/control/pass-input.ts';
import { jobRoutes, type JobRoutesContext } from './features/jobs/job-routes.ts';
import { findJob } from './features/jobs/job-store.ts';
import { outboxLag } from './features/jobs/outbox-store.ts';
import { trialRoutes } from './features/jobs/trial-routes.ts';
import { runRoutes } from './features/jobs/run-routes.ts';
import { createShownStatus } from './features/jobs/shown-status.ts';
import { createScriptVerifier } from './features/jobs/verified-scripts.ts';
import { providerRoutes } from './features/providers/provider-routes.ts';
import { createSecretCopies } from './features/secrets/secret-copies.ts';
import { secretRoutes } from './features/secrets/secret-routes.ts';
import { countSessions } from './features/sessions/count-sessions.ts';
import { createCheckDueSessions } from './features/sessions/check-due-sessions.ts';
import { noteRefreshed } from './features/sessions/note-refreshed.ts';
import type { SessionContext } from './features/sessions/session-context.ts';
import { scheduleRoutes } from './features/schedules/schedule-routes.ts';
import { sessionRoutes } from './features/sessions/session-routes.ts';
import { settingsRoutes } from './features/settings/settings-routes.ts';
import { webhookLag } from './features/webhooks/claim-deliveries.ts';
import { createPost } from './features/webhooks/post.ts';
import { createSecretKeeper } from './features/webhooks/signing-secret.ts';
import { webhookRoutes } from './features/webhooks/webhook-routes.ts';
import { createMayDrain } from './features/workers/may-drain.ts';
import { readReady } from './features/workers/ready.ts';
import { systemRoutes } from './features/workers/system-routes.ts';
import { readHeartbeats } from './features/workers/heartbeats.ts';
import { workerRoutes } from './features/workers/worker-routes.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { createSignInThrottle } from './http/rate-limit.ts';
import { createRouteMaker, notFound, type Route } from './http/route.ts';
import { createJobStreamHub } from './live/job-stream-hub.ts';
import type { FindWatchable } from './live/follow-job.ts';
import { createEventStreams, liveRoutes } from './live/live-routes.ts';
import { createOrgDoneHub } from './live/org-done-hub.ts';
import { createPictureHub } from './live/picture-hub.ts';
import { attachWebSocket } from './live/websocket.ts';
import { collectMetrics } from './metrics/collect.ts';
import { createMetrics } from './metrics/metrics.ts';
import { readWorkerMetrics, workerMetricsText } from './metrics/worker-metrics.ts';
import { observeHttp } from './metrics/observe-http.ts';

export interface ControlPlane {
  pool: Pool;
  redis: Redis;
  log: Logger;
  shutdown: Shutdown;
  routes: Route[];
  webConsole: RequestHandler;
  /** Sees every request before its route. */
  before: RequestHandler[];
  background: Background;
  /** Opens the live door on a server; returns how to end everything that is being watched. */
  attachLive(server: Server): () => void;
}

/** Of one address. Outside production it is one's own machine that registers, a test or a benchmark at a time. */
const REGISTRATIONS_PER_HOUR = { production: 100, development: 100_000 };

/** Builds the control plane from its settings. What is opened here is closed by `shutdown`, in reverse. Waits for nothing. */
export function composeControlPlane(config: Readonly<ServerConfig>): ControlPlane {
  const { production, signing, sessionKeys } = config;
  const log = createLogger({ name: 'server', level: config.logLevel });
  const shutdown = createShutdown(log);
  const reach = createReach(config.failpoints, log);
  const keys = redisKeys(config.redisPrefix);

  const pool = createPool({ url: config.databaseUrl, name: 'sri api', max: config.databasePoolMax, log });
  const relayPool = createPool({ url: config.databaseRelayUrl, name: 'sri relay', max: 4, log });
  shutdown.onClose('postgres', async () => void (await Promise.all([pool.end(), relayPool.end()])));
  const metrics = createMetrics();
  const db = createDatabase(pool, { onDenied: () => metrics.rlsDenials.inc() });
  const relay = createRelayDatabase(relayPool);

  const openRedis = (name: string, subscriber = false): Redis =>
    connectRedis({ url: config.redisUrl, name: `server ${name}`, log, subscriber });
  const redis = openRedis('commands');
  const subscriber = openRedis('hints', true);
  const doneSubscriber = openRedis('ends', true);
  const pictureSubscriber = openRedis('pictures', true);
  const reader = openRedis('live');
  shutdown.onClose('redis', () => {
    for (const connection of [redis, subscriber, doneSubscriber, pictureSubscriber, reader]) connection.disconnect();
  });
  const s3 = connectS3(config.s3);
  const links = createResultLinks(config.s3, config.s3Public);
  shutdown.onClose('s3', () => {
    s3.destroy();
    links.close();
  });
  const queue = createQueue(redis, keys, { leaseMs: config.queue.leaseMs });

  const secretCopies = createSecretCopies({ db, relay, redis, keys, sessionKeys });
  const secretsWanted = (orgId: string): void =>
    void secretCopies
      .restore(orgId)
      .catch((error: unknown) => log.warn({ err: error }, 'secrets could not be put back'));
  const verifyScript = createScriptVerifier(signing);
  const sessions: SessionContext = {
    db,
    redis,
    keys,
    sessionKeys,
    production,
    signing,
    log,
    sessionChanged: (account) => background.checkAccount(account),
  };
  const { allow, deny, proxy } = config.egress;
  const dial = createDial({
    policy: createEgressPolicy({ allow, deny }),
    map: new Map(),
    ...(proxy === undefined ? {} : { proxy: { ...proxy, policy: createNamePolicy({ allow, deny }) } }),
  });
  const signingSecrets = createSecretKeeper(sessionKeys, production);
  const background: Background = createBackground({
    db,
    relay,
    queue,
    redis,
    subscriber,
    keys,
    s3,
    signing,
    reach,
    log,
    checkSessions: createCheckDueSessions({ ...sessions, relay }),
    sessionRefreshed: (account) => noteRefreshed(sessions, account),
    times: {
      ...FIXED_TIMES,
      ...config.queue,
      webhooksMs: config.webhooks.everyMs,
      webhookTimeoutMs: config.webhooks.timeoutMs,
      alertsMs: config.alerts.everyMs,
      mailsMs: config.alerts.mailsMs,
    },
    onRun: (task, ok, seconds) => metrics.taskSeconds.observe({ task, ok: String(ok) }, seconds),
    onRecorded: ({ status, cause, stalls }) => {
      metrics.jobsEnded.inc({ status, cause });
      metrics.leasesLost.inc(stalls);
    },
    restoreSecrets: secretCopies.restoreAll,
    alerts: {
      workersLive: async () => (await readHeartbeats(redis, keys)).length > 0,
      sendMail: config.mail === undefined ? undefined : createMailServer(config.mail),
    },
    webhooks: {
      post: createPost(dial),
      secrets: signingSecrets,
      onAttempt: (result) => metrics.webhookAttempts.inc({ result }),
    },
    verifyScript,
    secretsWanted,
  });
  shutdown.onClose('background', () => background.stop());

  const throttle = createSignInThrottle({
    redis,
    keys,
    log,
    registrationsPerHour: REGISTRATIONS_PER_HOUR[production ? 'production' : 'development'],
  });
  const auth = createAuthContext({
    db,
    throttle,
    log,
    jwt: config.jwt,
    accessTokenSeconds: config.accessTokenSeconds,
    secureCookies: production,
  });
  const authenticate = createAuthenticate(auth.lookup.identify);
  const route = createRouteMaker(authenticate);

  const streams = createEventStreams();
  const hub = createJobStreamHub(reader, redis, keys, log);
  shutdown.onClose('live', () => hub.stop());
  hub.start();
  const find: FindWatchable = async (orgId, jobId) => {
    const row = await db.inOrg(orgId, (sql) => findJob(sql, jobId));
    if (row === undefined) throw notFound('There is no such execution.');
    const { status, error, finished_at: finishedAt, created_at: createdAt } = row;
    const at = (finishedAt ?? createdAt).getTime();
    return { status, event: { type: 'status', at, status, ...(error === null ? {} : { error }) } };
  };

  const holds = createHoldStore(redis, keys);
  const tell = (jobId: string, control: JobControl): Promise<number> =>
    orUnavailable(redis.publish(keys.jobControl(jobId), JSON.stringify(control)));
  const pictures = createPictureHub({
    subscriber: pictureSubscriber,
    keys,
    tell,
    readHold: (jobId) => holds.find(jobId),
  });
  shutdown.onClose('pictures', () => pictures.stop());

  const jobs: JobRoutesContext = {
    holds,
    tell,
    note: createNoteEvent(redis, keys),
    db,
    verifyScript,
    reach,
    readShown: createShownStatus(redis, keys),
    jobsCommitted: (account) => {
      background.outboxFilled();
      void background.checkAccount(account);
    },
    secretsWanted,
    outboxFilled: background.outboxFilled,
    cancelRequested: background.carryCancel,
    checkAccount: background.checkAccount,
  };
  const publishing = { db, keys: signing, scriptStored: background.scriptStored };
  const routes = [
    ...authRoutes(route, auth),
    ...(production ? [] : signInCodeRoutes(route, auth)),
    ...memberRoutes(route, auth),
    ...invitationRoutes(route, auth),
    ...apiKeyRoutes(route, auth),
    ...auditRoutes(route, db),
    ...settingsRoutes(route, db),
    ...providerRoutes(route, { db, pausesChanged: background.pausesChanged }),
    ...sessionRoutes(route, sessions),
    ...secretRoutes(route, { db, sessionKeys, copies: secretCopies }),
    ...flowRoutes(route, publishing),
    ...trialRoutes(route, { ...jobs, ...publishing }),
    ...runRoutes(route, jobs),
    ...jobRoutes(route, jobs),
    ...scheduleRoutes(route, jobs),
    ...artifactRoutes(route, { db, redis, keys, s3, makeLink: links.make }),
    ...liveRoutes(route, hub, find, streams),
    ...webhookRoutes(route, {
      db,
      secrets: signingSecrets,
      rules: { production, allow, deny },
      deliveriesDue: background.deliveriesDue,
    }),
    ...alertRoutes(route, { db, emailReady: config.mail !== undefined }),
    ...workerRoutes(route, {
      db,
      redis,
      keys,
      depth: (orgId) => queue.depth(orgId),
      mayDrain: createMayDrain(relay, config.operatorOrgId),
    }),
    ...systemRoutes(route, {
      production,
      metricsToken: config.metricsToken,
      readReady: () => readReady({ db, redis, s3 }),
      readMetrics: () => {
        metrics.liveViewers.set(hub.viewers());
        metrics.pictureViewers.set(pictures.viewers());
        return collectMetrics(metrics, {
          activeOrgs: background.activeOrgs,
          depth: (orgId) => queue.depth(orgId),
          outboxLag: () => outboxLag(relay),
          webhookLag: () => webhookLag(relay),
          heartbeats: () => readHeartbeats(redis, keys),
          sessions: () => countSessions(relay),
        });
      },
      readWorkerMetrics: async () =>
        workerMetricsText(await readWorkerMetrics(redis, keys, () => readHeartbeats(redis, keys))),
    }),
  ];
  const doneHub = createOrgDoneHub(doneSubscriber, keys);
  return {
    pool,
    redis,
    log,
    shutdown,
    routes,
    webConsole: serveConsole({ folder: config.consoleDir, storeUrl: links.storeUrl }),
    background,
    before: [observeHttp(metrics), ...(links.storeUrl === undefined ? [createStoreDoor(config.s3.endpoint)] : [])],
    attachLive: (server) => {
      const endSockets = attachWebSocket(server, {
        hub,
        doneHub,
        find,
        authenticate,
        pictures,
        passInput: createPassInput(jobs),
      });
      return () => {
        endSockets();
        streams.endAll();
      };
    },
  };
}
