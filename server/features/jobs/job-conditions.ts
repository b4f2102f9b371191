import type { JobConditions } from '@sri/shared/protocol/api/jobs.ts';

/** Text as it is compared: small, without the accents of our languages. */
const folded = (expression: string): string =>
  `translate(lower(${expression}), 'áàâäãéèêëíìîïóòôöõúùûüñç', 'aaaaaeeeeiiiiooooouuuunc')`;

const FOUND_IN = `concat_ws(' ', f.name, j.provider, p.name, u.name, j.id, j.version, j.inputs)`;

/** The `where` of executions that are looked for, without trials of drafts, over `JOB_TABLES`; takes `$1` to `$10` of `conditionValues`. */
export const JOB_CONDITIONS = `not j.test and ($1::text[] is null or j.status = any($1)) and ($2::uuid is null or j.provider_id = $2)
  and ($3::uuid is null or j.flow_id = $3) and ($4::uuid is null or j.user_id = $4)
  and ($5::timestamptz is null or j.created_at >= $5) and ($6::timestamptz is null or j.created_at < $6)
  and ($7::text is null or j.worker_id = $7) and ($8::text is null or j.error ->> 'code' = $8)
  and ($9::text is null or strpos(${folded(FOUND_IN)}, ${folded('$9')}) > 0)
  and ($10::uuid is null or j.schedule_id = $10)`;

export function conditionValues(conditions: JobConditions): unknown[] {
  const { status, providerId, flowId, userId, from, to, workerId, cause, q, scheduleId } = conditions;
  return [status, providerId, flowId, userId, from, to, workerId, cause, q, scheduleId].map((value) => value ?? null);
}
