import { AppError } from '@sri/shared/errors.ts';
import type { Session } from '@sri/shared/model/session.ts';
import type { LeftOut, ProofOutcome, ProofVerdict } from '@sri/shared/model/session-proof.ts';
import type { ProofRequest } from '@sri/shared/protocol/proof-request.ts';
import { createRedactor } from '../flow/redact.ts';
import type { JobContext } from '../run/job-context.ts';
import { keepRefreshed } from '../run/keep-refreshed.ts';
import { loadSession } from '../run/load-session.ts';
import type { RunScriptResult } from '../runner/run-script-contract.ts';
import { likelyCauses } from './likely-causes.ts';
import { MARK_STEP, proofAddress, proofScript } from './proof-script.ts';

export type ProveContext = Pick<JobContext, 'config' | 'redis' | 'keys' | 'runner' | 'spool'>;

const LIMIT_MS = 60_000;
const NO_PAGE = ['page_unreachable', 'page_timeout', 'page_server_error', 'address_refused'];

function verdictOf({ status, error }: RunScriptResult): ProofVerdict {
  if (status === 'completed') return 'works';
  if (status === 'needs_login') return 'asksLogin';
  if (error?.stepId === MARK_STEP) return 'noMark';
  return error !== undefined && NO_PAGE.includes(error.code) ? 'unreachable' : 'failed';
}

async function run(
  { config, runner, spool }: ProveContext,
  request: ProofRequest,
  url: string,
  session: Session,
): Promise<{ result: RunScriptResult; leftOut: LeftOut[] }> {
  const folder = await spool.open(`proof-${request.proofId}`);
  const leftOut = new Set<LeftOut>();
  try {
    const result = await runner.run({
      jobId: request.proofId,
      script: proofScript(url, session, request),
      session,
      provider: { slug: request.provider, loginUrl: request.portal.loginUrl, domains: request.portal.domains },
      inputs: {},
      spoolDir: folder.dir,
      stepPictures: 'failures',
      scopeCookies: config.production,
      limitMs: LIMIT_MS,
      signal: AbortSignal.timeout(LIMIT_MS),
      onEvent: (event) => {
        if (event.type === 'restored') for (const part of event.leftOut) leftOut.add(part);
      },
      passPointOfNoReturn: () => Promise.reject(new Error('a proof has no such step')),
    });
    return { result, leftOut: [...leftOut] };
  } finally {
    await folder.close();
  }
}

/** Opens the portal with the stored session, as an execution would, and says what came. Throws only for bugs. */
export async function proveSession(context: ProveContext, request: ProofRequest): Promise<ProofOutcome> {
  const { workerId } = context.config;
  const base = { workerId, markLookedFor: false, causes: [], detail: null };
  try {
    const owner = { orgId: request.orgId, userId: request.userId, provider: request.provider };
    const loaded = await loadSession(context.redis, context.keys, owner, context.config);
    const { session } = loaded;
    const markLookedFor = session.marker?.element !== undefined;
    const url = proofAddress(session, request);
    if (url === null) {
      return { ...base, verdict: 'unusable', detail: 'El portal no tiene dirección', at: Date.now() };
    }
    const { result, leftOut } = await run(context, request, url, session);
    const verdict = verdictOf(result);
    if (result.refreshed !== undefined) {
      const { redis, keys, config } = context;
      const options = { redis, keys, owner, sessionKeys: config.sessionKeys };
      // Else the session that was tried just now is the old one at the next try.
      await keepRefreshed(options, loaded, result.refreshed).catch(() => null);
    }
    const differs = verdict === 'asksLogin' || verdict === 'noMark';
    const detail = result.error === undefined ? null : createRedactor(session).clean(result.error.message);
    const causes = differs ? likelyCauses(session, { browserVersion: context.runner.browserVersion(), leftOut }) : [];
    return { verdict, workerId, markLookedFor, causes, detail, at: Date.now() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const verdict = error.code === 'session_not_found' ? 'unusable' : 'failed';
    return { ...base, verdict, detail: `${error.message}. ${error.hint}`, at: Date.now() };
  }
}
