import { canonicalJson } from '@sri/shared/canonical-json.ts';
import { AppError } from '@sri/shared/errors.ts';
import type { InputValues } from '@sri/shared/model/flow.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { ResumeRef } from '@sri/shared/model/resume.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { Reach } from '@sri/shared/node/failpoint.ts';
import type { RunAnswer, RunRequest } from '@sri/shared/protocol/api/run.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { invalidRequest, type Caller } from '../../http/route.ts';
import { recordAudit, recordAuditAtCommit } from '../audit/record-audit.ts';
import { checkInputs } from '../flows/check-inputs.ts';
import { requireSecrets } from '../secrets/require-secrets.ts';
import { onceForKey } from './idempotency.ts';
import { checkRun, type RunPlan } from './run-checks.ts';
import type { VerifyScript } from './verified-scripts.ts';

export interface RunContext {
  db: Database;
  verifyScript: VerifyScript;
  reach: Reach;
  /** Called after the commit: jobs of this account wait in the outbox. Must not throw and must not wait. */
  jobsCommitted: (account: { orgId: string; userId: string; provider: string }) => void;
  /** Called after the commit, before that: these jobs take secrets of the organisation. Must not throw and must not wait. */
  secretsWanted: (orgId: string) => void;
}

export interface RunOrder extends RunRequest {
  retryOf?: string;
  test?: boolean;
  /** It goes on where that one failed. */
  resume?: ResumeRef;
  /** The schedule that starts it, and who had it start by hand; null: it does so by itself. */
  schedule?: { id: string; startedBy: string | null };
}

const DEFAULT_TIMEOUT_MS = 900_000;
/** Within this distance of the limit the queue is counted exactly, after the organisation's audit lock is had. */
const NEAR_LIMIT = 300;

function refuseFull(queued: number, wanted: number, max: number): void {
  if (queued + wanted <= max) return;
  throw new AppError('queue_full', `${queued} executions of this organisation wait already, at most ${max} may.`, {
    hint: 'Wait until some have run, cancel what is not needed, or ask for a higher limit.',
    retryAfterSeconds: 30,
  });
}

/** The inputs of each execution. Throws `invalid_request` with every fault of every row. */
function inputsOf(order: RunOrder, plan: RunPlan): InputValues[] {
  const rows = order.rows ?? [{}];
  const checked = rows.map((row, index) =>
    checkInputs(
      plan.script.inputs,
      { ...order.inputs, ...row },
      order.rows === undefined ? 'inputs' : `rows[${index}]`,
    ),
  );
  const faults = checked.flatMap((one) => one.faults);
  if (faults.length > 0) throw invalidRequest(faults.slice(0, 100));
  return checked.map((one) => one.values);
}

/** What the worker must know of the portal. */
function portalOf({ provider: { loginUrl, domains, format } }: RunPlan): NonNullable<JobEnvelope['portal']> {
  return { loginUrl, domains, ...(Object.keys(format).length === 0 ? {} : { format }) };
}

/** Job and outbox rows in one statement, in the order of the inputs; sent, not waited for. */
function insertJobs(
  sql: Sql,
  caller: Caller,
  order: RunOrder,
  plan: RunPlan,
  ids: string[],
  inputs: InputValues[],
): void {
  sql.send(
    `with made as (
       insert into jobs (org_id, id, user_id, provider_id, provider, max_per_account, portal, flow_id, version,
         script_key, script_hash, script_signature, key_id, status, timeout_ms, metadata, retry_of, resume, test, schedule_id,
         inputs)
       select $1, r.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'queued', $13, $14, $15, $16, $17, $18, r.inputs
       from unnest($19::uuid[], $20::jsonb[]) with ordinality as r (id, inputs, place) order by r.place
       returning org_id, id)
     insert into outbox (org_id, job_id, gen) select org_id, id, 1 from made`,
    [
      caller.orgId,
      caller.userId,
      plan.provider.id,
      plan.provider.slug,
      plan.provider.maxPerAccount,
      JSON.stringify(portalOf(plan)),
      plan.flowId,
      plan.version,
      plan.scriptKey,
      plan.scriptHash,
      plan.scriptSignature,
      plan.keyId,
      plan.script.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      JSON.stringify(order.metadata),
      order.retryOf ?? null,
      order.resume === undefined ? null : JSON.stringify(order.resume),
      order.test ?? false,
      order.schedule?.id ?? null,
      ids,
      inputs.map((values) => JSON.stringify(values)),
    ],
  );
}

function originFacts({ retryOf, resume, schedule }: RunOrder): Record<string, string> {
  return {
    ...(retryOf === undefined ? {} : { retryOf }),
    ...(resume === undefined ? {} : { fromStep: resume.stepId }),
    ...(schedule === undefined ? {} : { scheduleId: schedule.id }),
  };
}

export interface InsertedRun {
  jobIds: string[];
  /** Slug of the portal: with organisation and user the account. */
  provider: string;
  wantsSecrets: boolean;
}

/**
 * The six checks and the rows: jobs, outbox and audit, in the caller's transaction. Whatever it throws as `AppError` before
 * the queue's limit is near, it throws before it has written anything. `announceRun` belongs after the commit.
 */
export async function insertRun(
  sql: Sql,
  context: Pick<RunContext, 'verifyScript'>,
  caller: Caller,
  order: RunOrder,
): Promise<InsertedRun> {
  const plan = await checkRun(sql, context.verifyScript, caller, order);
  const inputs = inputsOf(order, plan);
  await requireSecrets(sql, plan.script.secrets);
  const { max, queued } = plan.queue;
  refuseFull(queued, inputs.length, max);
  const jobIds = inputs.map(() => newId());
  const { flowId, version, scriptHash } = plan;
  const details = { jobIds, flowId, version, scriptHash, ...originFacts(order) };
  const actorId = order.schedule === undefined ? caller.userId : order.schedule.startedBy;
  const entry = { orgId: caller.orgId, actorId, action: 'job.created', subject: jobIds[0] ?? '' };
  insertJobs(sql, caller, order, plan, jobIds, inputs);
  if (queued + inputs.length <= max - NEAR_LIMIT) {
    recordAuditAtCommit(sql, { ...entry, details });
  } else {
    await recordAudit(sql, { ...entry, details });
    const exact = await sql.row<{ queued: number }>(
      `select count(*)::int as queued from jobs where org_id = $1 and status = 'queued'`,
      [caller.orgId],
    );
    refuseFull((exact?.queued ?? 0) - inputs.length, inputs.length, max);
  }
  return { jobIds, provider: plan.provider.slug, wantsSecrets: plan.script.secrets.length > 0 };
}

/** After the commit of `insertRun`: what waits for it is told. */
export function announceRun(
  context: Pick<RunContext, 'secretsWanted' | 'jobsCommitted'>,
  { orgId, userId }: Pick<Caller, 'orgId' | 'userId'>,
  { provider, wantsSecrets }: Omit<InsertedRun, 'jobIds'>,
): void {
  if (wantsSecrets) context.secretsWanted(orgId);
  context.jobsCommitted({ orgId, userId, provider });
}

/**
 * POST /run: the six checks, then job, idempotency, audit and outbox rows in one transaction. Redis is not touched; a
 * commit wakes the relay.
 */
export async function createJobs(
  context: RunContext,
  caller: Caller,
  order: RunOrder,
  idempotencyKey?: string,
): Promise<RunAnswer> {
  let inserted: InsertedRun | undefined;
  const answer = await context.db.inOrg(caller.orgId, async (sql) => {
    const work = async (): Promise<RunAnswer> => {
      inserted = await insertRun(sql, context, caller, order);
      const { jobIds } = inserted;
      const [jobId] = jobIds;
      if (order.rows !== undefined || jobId === undefined) return { jobIds, status: 'queued' };
      return { jobId, status: 'queued' };
    };
    if (idempotencyKey === undefined) return work();
    const call = { caller, route: 'POST /api/run', key: idempotencyKey, bodyHash: sha256Hex(canonicalJson(order)) };
    return onceForKey(sql, call, work);
  });
  if (inserted === undefined) return answer;
  await context.reach('after-commit');
  announceRun(context, caller, inserted);
  return answer;
}
