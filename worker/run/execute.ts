import { AppError } from '@sri/shared/errors.ts';
import type { Ask } from '@sri/shared/model/live-event.ts';
import type { ResumeState } from '@sri/shared/model/resume.ts';
import type { Script } from '@sri/shared/model/script.ts';
import type { RefreshedSession } from '@sri/shared/model/session.ts';
import { checkScriptHash, checkScriptSignature } from '@sri/shared/node/script-bytes.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { keepTrying } from '../artifacts/keep-trying.ts';
import { orDiskFull, type SpoolFolder } from '../artifacts/spool.ts';
import type { ClaimedJob } from '../claim/claimed-job.ts';
import type { Lease } from '../claim/lease.ts';
import { createRedactor } from '../flow/redact.ts';
import type { JobLive } from '../live/job-live.ts';
import type { JobEvents } from '../report/job-events.ts';
import type { RunEvent } from '../runner/run-script-contract.ts';
import type { JobContext } from './job-context.ts';
import type { JobVoice } from './job-voice.ts';
import { fetchResume } from './fetch-resume.ts';
import { keepRefreshed } from './keep-refreshed.ts';
import { loadSecrets, type Secrets } from './load-secrets.ts';
import { loadSession, type LoadedSession } from './load-session.ts';
import { mustBeReviewed } from './no-return.ts';
import { createStepLedger } from './step-ledger.ts';
import { failedWith, resultOf, type AttemptResult } from './to-outcome.ts';

export interface Execution {
  result: AttemptResult;
  /** Files that are whole, relative to the spool's folder. */
  files: string[];
  heldSession?: string | undefined;
  sessionVersion?: number | undefined;
  /** The portal renewed the session, and that is stored. */
  sessionRefreshed: boolean;
  /** A step that must not be repeated began to act. */
  pastNoReturn: boolean;
}

export interface ExecuteOptions {
  job: ClaimedJob;
  envelope: JobEnvelope;
  lease: Lease;
  live: JobLive;
  folder: SpoolFolder;
  voice: JobVoice;
  events: JobEvents;
}

/** Fetches the script and checks its hash, then its signature, then what it is for. Throws the guide's errors. */
async function verifiedScript(context: JobContext, { envelope, lease, voice }: ExecuteOptions): Promise<Script> {
  const { scriptKey, scriptHash } = envelope;
  const bytes = await context.scripts.fetch(scriptKey, scriptHash, lease.stop);
  checkScriptHash(bytes, scriptHash);
  voice.say('✓ Hash verified');
  const script = checkScriptSignature(bytes, envelope, context.config.signing);
  context.scripts.keep(scriptHash, bytes);
  voice.say('✓ Signature verified');
  return script;
}

/** Asks Redis, waiting while it is away and the job is still ours. */
function whileHeld<T>(lease: Lease, work: () => Promise<T>): Promise<T> {
  const passes = (error: unknown): boolean => !(error instanceof AppError) || error.code === 'redis_unavailable';
  return keepTrying(work, { signal: lease.stop, patienceMs: Number.POSITIVE_INFINITY, passes });
}

interface Opened {
  loaded: LoadedSession;
  secrets: Secrets;
}

/** The account's session, and the organisation's secrets that the script names. Neither is said in any log from now on. */
async function openKept(
  { redis, keys, config }: JobContext,
  { envelope, lease, voice }: ExecuteOptions,
  { steps }: Script,
): Promise<Opened> {
  const { orgId, userId, provider } = envelope;
  const loaded = await whileHeld(lease, () => loadSession(redis, keys, { orgId, userId, provider }, config));
  const secrets = await whileHeld(lease, () => loadSecrets(redis, keys, { orgId, steps, signal: lease.stop }, config));
  const redactor = createRedactor(loaded.session);
  for (const value of Object.values(secrets)) redactor.hide(value);
  voice.cleanWith((text) => redactor.clean(text));
  voice.say('✓ Session loaded');
  return { loaded, secrets };
}

/** Shows that the execution asks somebody, or that it goes on. The lease stays held (protocol: needs_person -> running). */
function tellAsked(
  { queue, redis, keys }: JobContext,
  { job, events, envelope }: ExecuteOptions,
  ask: Ask | null,
): void {
  const { jobId, fence } = job.claim;
  const at = Date.now();
  const status = ask === null ? 'running' : 'needs_person';
  const hint = `asks ${envelope.orgId} ${jobId}`;
  void queue
    .showStatus(jobId, fence, status)
    .then(() => redis.publish(keys.hints, hint))
    .catch(() => false);
  events.tell({ type: 'ask', at, ask });
  events.tell({ type: 'status', at, status });
}

/** Best effort: where it cannot be stored, the next run begins with the session as it was. */
async function storeRefreshed(
  { redis, keys, config, log }: JobContext,
  { envelope, voice }: ExecuteOptions,
  loaded: LoadedSession,
  refreshed: RefreshedSession,
): Promise<boolean> {
  const { jobId, orgId, userId, provider } = envelope;
  const options = { redis, keys, owner: { orgId, userId, provider }, sessionKeys: config.sessionKeys };
  try {
    const stored = (await keepRefreshed(options, loaded, refreshed)) !== null;
    voice.say(
      stored ? 'El portal renovó la sesión: guardada' : 'El portal renovó la sesión, pero ya hay una más nueva',
    );
    return stored;
  } catch (error) {
    log.warn({ jobId, err: { message: String(error) } }, 'a session that the portal renewed was not stored');
    return false;
  }
}

async function runInChild(
  context: JobContext,
  options: ExecuteOptions,
  script: Script,
  { loaded, secrets }: Opened,
  resume: ResumeState | undefined,
): Promise<Execution> {
  const { job, envelope, lease, live, folder, voice, events } = options;
  const { session, digest } = loaded;
  const files = new Set<string>();
  const ledger = createStepLedger();
  const full = new AbortController();
  let diskFull: unknown;
  let pastNoReturn = false;

  async function take(name: string): Promise<void> {
    try {
      await folder.count(name);
      files.add(name);
    } catch (error) {
      diskFull ??= orDiskFull(error);
      full.abort();
    }
  }
  const taken: Promise<void>[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'log') voice.say(event.message, event.level);
    else if (event.type === 'file') taken.push(take(event.name));
    else if (event.type === 'ask') tellAsked(context, options, event.ask);
    else if (event.type === 'step') {
      ledger.note(event.step);
      events.tell({ type: 'step', at: Date.now(), step: event.step });
    }
  };

  const run = await context.runner.run({
    jobId: envelope.jobId,
    script,
    session,
    provider: {
      slug: envelope.provider,
      loginUrl: envelope.portal?.loginUrl ?? null,
      domains: envelope.portal?.domains ?? [],
      format: envelope.portal?.format ?? {},
    },
    inputs: envelope.inputs,
    secrets,
    resume,
    spoolDir: folder.dir,
    stepPictures: script.options?.stepPictures ?? 'failures',
    scopeCookies: context.config.production,
    limitMs: options.job.claim.limitMs,
    signal: AbortSignal.any([lease.stop, full.signal]),
    onEvent,
    onFrame: live.onFrame,
    steer: live.steer,
    passPointOfNoReturn: async (stepId) => {
      await lease.renewNow();
      if (lease.stop.aborted) throw new Error('the job is no longer to run');
      await context.noReturn.mark(envelope.jobId, job.claim.fence, stepId);
      pastNoReturn = true;
    },
  });
  await Promise.all(taken);
  const steps = run.steps.length > 0 ? run.steps : ledger.atDeath();
  const told = resultOf({ ...run, steps });
  return {
    result: diskFull === undefined ? told : failedWith(diskFull, steps),
    files: [...files],
    heldSession: digest,
    sessionVersion: session.sessionVersion,
    sessionRefreshed: run.refreshed !== undefined && (await storeRefreshed(context, options, loaded, run.refreshed)),
    pastNoReturn: pastNoReturn || run.pastPointOfNoReturn,
  };
}

/**
 * Verifies the script, opens the session, and has the runner carry it out. Whatever goes wrong is the result; nothing is
 * thrown but bugs.
 */
export async function execute(context: JobContext, options: ExecuteOptions): Promise<Execution> {
  const { jobId } = options.envelope;
  const nothing = { files: [], pastNoReturn: false, sessionRefreshed: false };
  try {
    const begun = await whileHeld(options.lease, () => context.noReturn.find(jobId));
    if (begun !== null) return { ...nothing, result: mustBeReviewed(begun) };
    const script = await verifiedScript(context, options);
    const opened = await openKept(context, options, script);
    const { resume: ref } = options.envelope;
    const resume = ref === undefined ? undefined : await fetchResume(context, ref, options.lease.stop);
    options.voice.say('▶ Executing script');
    return await runInChild(context, options, script, opened, resume);
  } catch (error) {
    if (!(error instanceof AppError)) context.log.error({ jobId, err: error }, 'a job met an error of the worker');
    return { ...nothing, result: failedWith(error) };
  }
}
