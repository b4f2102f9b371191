/** Every key, channel and lifetime in Redis. `prefix` is empty in use; tests give each file its own. */
export interface RedisKeys {
  /** LIST, FIFO, of job envelopes (guide). */
  orgJobs(orgId: string): string;
  /** STRING, one status word, 7 days (guide). */
  jobStatus(jobId: string): string;
  /** Pub/sub: an execution of this organisation ended (guide). */
  orgDone(orgId: string): string;
  /** STRING, the captured session, 7 days (guide). */
  session(orgId: string, userId: string, provider: string): string;
  /** STRING, a former session of the account, for the rest of its 7 days. */
  formerSession(orgId: string, userId: string, provider: string, sessionVersion: number): string;
  /** HASH: the organisation's secrets by name, each as it is stored in Postgres (`secret-seal.ts`), which is the record. */
  orgSecrets(orgId: string): string;
  /** STRING, 30 s (guide). */
  heartbeat(workerId: string): string;
  heartbeatPattern: string;
  /** STRING, 60 s: what the worker counted since it started (`worker-metrics.ts`). */
  workerMetrics(workerId: string): string;
  /** STRING, while a worker is to take nothing new: who asked for it. */
  drain(workerId: string): string;
  /** STREAM, capped, 1 day. */
  jobEvents(jobId: string): string;
  /** Pub/sub: picture frames, while somebody watches. */
  jobLive(jobId: string): string;
  /** Pub/sub: cancel hints and a person's input. */
  jobControl(jobId: string): string;
  /** STRING, 5 minutes: who has control of its browser. */
  jobHold(jobId: string): string;

  /** LIST, FIFO: sessions to be tried on a worker (`proof-request.ts`). */
  proofs: string;
  /** STRING, 10 minutes: how such a try stands. */
  proof(orgId: string, userId: string, proofId: string): string;
  /** STRING, while one is under way for an account: its id. */
  proofUnderWay(orgId: string, userId: string, provider: string): string;

  /** HASH, 1 day: wrong passwords of an account, a known device or an address. `kind` and `id` make the subject. */
  signInFailures(kind: 'account' | 'device' | 'ip', id: string): string;
  /** COUNTER, 1 hour: organisations registered from an address. */
  registrations(ip: string): string;

  /** The queue's own keys, all in the slot of `orgJobs` (reliability.md M5). */
  recs(orgId: string): string;
  leases(orgId: string): string;
  delayed(orgId: string): string;
  done(orgId: string): string;
  dead(orgId: string): string;
  accounts(orgId: string): string;
  parked(orgId: string): string;
  /** ZSET, capped, 1 hour: tokens whose finish was accepted and committed, for a worker that lost the reply (R10). */
  answers(orgId: string): string;
  /** STRING in the slot of `jobStatus`: the fence last shown there. */
  statusFence(jobId: string): string;
  /** STRING, 7 days: a step that must not be repeated has begun (R19). Gone again once a person was asked. */
  noReturn(jobId: string): string;
  /** LIST of organisation ids whose list is not empty. */
  ring: string;
  /** Pub/sub: something was put in (orgId). */
  wake: string;
  /** Pub/sub: a job was claimed, ended or returned, as `claimed|finished orgId jobId`. */
  hints: string;
}

export const STATUS_TTL_SECONDS = 7 * 24 * 3600;
export const EVENTS_TTL_SECONDS = 24 * 3600;
export const EVENTS_MAX_LENGTH = 50_000;
export const HEARTBEAT_TTL_SECONDS = 30;
export const METRICS_TTL_SECONDS = 60;
/** Lengthened by the worker as long as it lives: a worker that never comes back leaves nothing behind for ever. */
export const DRAIN_TTL_SECONDS = 7 * 24 * 3600;

export function redisKeys(prefix = ''): RedisKeys {
  const orgJobs = (orgId: string): string => `${prefix}sri:org:${orgId}:jobs`;
  const jobStatus = (jobId: string): string => `${prefix}sri:job:${jobId}:status`;
  const ofOrg =
    (name: string) =>
    (orgId: string): string =>
      `${prefix}sri:q:{${orgJobs(orgId)}}:${name}`;
  return {
    orgJobs,
    jobStatus,
    orgDone: (orgId) => `${prefix}sri:org:${orgId}:done`,
    session: (orgId, userId, provider) => `${prefix}sri:sessions:${orgId}:${userId}:${provider}`,
    formerSession: (orgId, userId, provider, sessionVersion) =>
      `${prefix}sri:sessions:${orgId}:${userId}:${provider}:versions:${sessionVersion}`,
    orgSecrets: (orgId) => `${prefix}sri:org:${orgId}:secrets`,
    heartbeat: (workerId) => `${prefix}sri:worker:${workerId}:heartbeat`,
    heartbeatPattern: `${prefix}sri:worker:*:heartbeat`,
    workerMetrics: (workerId) => `${prefix}sri:worker:${workerId}:metrics`,
    drain: (workerId) => `${prefix}sri:worker:${workerId}:drain`,
    jobEvents: (jobId) => `${prefix}sri:job:${jobId}:events`,
    jobLive: (jobId) => `${prefix}sri:job:${jobId}:live`,
    jobControl: (jobId) => `${prefix}sri:job:${jobId}:control`,
    jobHold: (jobId) => `${prefix}sri:job:${jobId}:hold`,
    proofs: `${prefix}sri:q:proofs`,
    proof: (orgId, userId, proofId) => `${prefix}sri:proof:${orgId}:${userId}:${proofId}`,
    proofUnderWay: (orgId, userId, provider) => `${prefix}sri:proof:${orgId}:${userId}:of:${provider}`,
    signInFailures: (kind, id) => `${prefix}sri:auth:failures:${kind}:${id}`,
    registrations: (ip) => `${prefix}sri:auth:registrations:${ip}`,
    recs: ofOrg('recs'),
    leases: ofOrg('leases'),
    delayed: ofOrg('delayed'),
    done: ofOrg('done'),
    dead: ofOrg('dead'),
    accounts: ofOrg('accounts'),
    parked: ofOrg('parked'),
    answers: ofOrg('answers'),
    statusFence: (jobId) => `${prefix}sri:q:{${jobStatus(jobId)}}:fence`,
    noReturn: (jobId) => `${prefix}sri:q:{${jobStatus(jobId)}}:no-return`,
    ring: `${prefix}sri:q:ring`,
    wake: `${prefix}sri:q:wake`,
    hints: `${prefix}sri:q:hints`,
  };
}
