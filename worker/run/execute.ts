import { checkScriptHash, checkScriptSignature } from '@sri/shared/node/script-bytes.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { createRedactor } from '../flow/redact.ts';
import type { Lease } from '../claim/lease.ts';
import type { JobEvents } from '../report/job-events.ts';
import type { RunEvent } from '../runner/run-script-contract.ts';
import type { JobContext } from './job-context.ts';
import type { JobVoice } from './job-voice.ts';
import { loadSession } from './load-session.ts';
import { resultOf, type AttemptResult } from './to-outcome.ts';

export interface Execution extends AttemptResult {
  /** Files that are whole, relative to the spool's folder. */
  files: string[];
  heldSession: string | undefined;
  sessionVersion: number | undefined;
}

export interface ExecuteOptions {
  envelope: JobEnvelope;
  lease: Lease;
  limitMs: number;
  spoolDir: string;
  voice: JobVoice;
  events: JobEvents;
}

/**
 * Verifies the script (hash, then signature, then what it is for), opens the session, and has the runner carry it out.
 * Throws an `AppError` for what fails before the run; what fails in it is the result.
 */
export async function execute(context: JobContext, options: ExecuteOptions): Promise<Execution> {
  const { envelope, lease, voice, events } = options;
  const { config } = context;
  const bytes = await context.fetchScript(envelope.scriptKey, envelope.scriptHash, lease.stop);
  checkScriptHash(bytes, envelope.scriptHash);
  voice.say('✓ Hash verified');
  const script = checkScriptSignature(bytes, envelope, config.signing);
  context.fetchScript.keep(envelope.scriptHash, bytes);
  voice.say('✓ Signature verified');

  const owner = { orgId: envelope.orgId, userId: envelope.userId, provider: envelope.provider };
  const { session, digest } = await loadSession(context.redis, context.keys, owner, config);
  const redactor = createRedactor(session);
  voice.cleanWith(redactor.clean);
  voice.say('✓ Session loaded');

  voice.say('▶ Executing script');
  const files = new Set<string>();
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'log') voice.say(event.message, event.level);
    else if (event.type === 'step') events.tell({ type: 'step', at: Date.now(), step: event.step });
    else files.add(event.name);
  };
  let passed = false;
  const run = await context.runner.run({
    jobId: envelope.jobId,
    script,
    session,
    provider: {
      slug: envelope.provider,
      loginUrl: envelope.portal?.loginUrl ?? null,
      domains: envelope.portal?.domains ?? [],
    },
    inputs: envelope.inputs,
    spoolDir: options.spoolDir,
    stepPictures: script.options?.stepPictures ?? 'failures',
    scopeCookies: config.production,
    limitMs: options.limitMs,
    signal: lease.stop,
    onEvent,
    passPointOfNoReturn: async () => {
      await lease.renewNow();
      if (lease.stop.aborted) throw new Error('the job is no longer to run');
      passed = true;
    },
  });
  const result = resultOf(run, lease.why(), passed);
  return {
    ...result,
    files: [...files],
    heldSession: result.status === 'needs_login' ? digest : undefined,
    sessionVersion: session.sessionVersion,
  };
}
