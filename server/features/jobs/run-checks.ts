import { AppError } from '@sri/shared/errors.ts';
import type { ValueFormat } from '@sri/shared/model/value-format.ts';
import type { Sql } from '../../db/transaction.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import type { VerifiedScript, VerifyScript } from './verified-scripts.ts';

/** What was found to run, checked. */
export interface RunPlan {
  provider: {
    id: string;
    slug: string;
    maxPerAccount: number;
    loginUrl: string | null;
    domains: string[];
    /** How it writes values, as the organisation chose it. */
    format: ValueFormat;
  };
  flowId: string;
  version: string;
  scriptKey: string;
  scriptHash: string;
  scriptSignature: string;
  keyId: string;
  script: VerifiedScript;
  queue: { max: number; queued: number };
}

export interface RunTarget {
  providerId: string;
  flowId?: string | undefined;
  version?: string | undefined;
}

interface PlanRow {
  member: boolean;
  max_queued: number;
  queued: number;
  slug: string | null;
  max_per_account: number;
  login_url: string | null;
  domains: string[];
  decimal: ValueFormat['decimal'] | null;
  date_order: ValueFormat['dateOrder'] | null;
  connection: string | null;
  flow_id: string | null;
  flow_provider: string;
  version: string | null;
  script: string;
  script_key: string;
  script_hash: string;
  script_signature: string;
  key_id: string;
}

// Everything that the checks look at, in one round trip. Counting stops one above the limit.
const PLAN = `
  select m.user_id is not null as member, o.max_queued,
    (select count(*)::int from (select 1 from jobs where org_id = $1 and status = 'queued' limit o.max_queued + 1) q) as queued,
    p.slug, p.max_per_account, p.login_url, p.domains, pf.decimal, pf.date_order, c.status as connection,
    f.id as flow_id, f.provider_id as flow_provider,
    v.version, v.script, v.script_key, v.script_hash, v.script_signature, v.key_id
  from organisations o
  left join memberships m on m.org_id = o.id and m.user_id = $2 and m.removed_at is null
  left join providers p on p.id = $3
  left join portal_formats pf on pf.org_id = o.id and pf.provider_id = $3
  left join connected_providers c on c.org_id = o.id and c.user_id = $2 and c.provider_id = $3
  left join flows f on f.org_id = o.id and f.archived_at is null
    and case when $4::uuid is null then f.provider_id = $3 and f.active else f.id = $4::uuid end
  left join flow_versions v on v.org_id = f.org_id and v.flow_id = f.id and v.version = coalesce($5, f.published_version)
  where o.id = $1`;

function requireConnection(row: PlanRow): string {
  if (row.slug === null) throw notFound('There is no such provider.');
  if (row.connection !== 'active') {
    const state = row.connection === null ? 'is not connected' : `is connected, but "${row.connection}"`;
    throw new AppError('provider_not_connected', `The provider "${row.slug}" ${state} for this user.`, {
      hint: 'Connect it: capture a session in the app, or PUT /api/sessions/{providerId}.',
      errors: [{ field: 'providerId', message: 'not connected' }],
    });
  }
  return row.slug;
}

function requireFlow(row: PlanRow, { providerId, flowId, version }: RunTarget): { flowId: string; version: string } {
  if (row.flow_id === null) {
    if (flowId !== undefined) throw notFound('There is no such flow.');
    throw new AppError('no_active_flow', `No flow is active for the provider "${row.slug}".`, {
      hint: 'Activate one with POST /api/flows/{id}/activate, or name one with "flowId".',
      errors: [{ field: 'flowId', message: 'no active flow' }],
    });
  }
  if (row.flow_provider !== providerId)
    throw invalidRequest([{ field: 'flowId', message: 'is a flow of another provider' }]);
  if (row.version !== null) return { flowId: row.flow_id, version: row.version };
  if (version !== undefined) throw notFound(`This flow has no version ${version}.`);
  throw new AppError('no_active_flow', 'This flow has no published version yet.', {
    hint: 'Publish it with POST /api/flows/{id}/activate, or name a "version".',
    errors: [{ field: 'flowId', message: 'never published' }],
  });
}

/**
 * Checks 1 to 5 of POST /run in the guide's order: organisation and user, provider connected, active flow, script hash,
 * script signature. Each failure is an `AppError` of its own; the script is verified from the bytes in Postgres.
 */
export async function checkRun(
  sql: Sql,
  verify: VerifyScript,
  { orgId, userId }: Caller,
  target: RunTarget,
): Promise<RunPlan> {
  const { providerId, flowId: wanted, version: wantedVersion } = target;
  if (wantedVersion !== undefined && wanted === undefined) {
    throw invalidRequest([{ field: 'version', message: 'only together with flowId' }]);
  }
  const row = await sql.row<PlanRow>(PLAN, [orgId, userId, providerId, wanted ?? null, wantedVersion ?? null]);
  if (row === undefined || !row.member) {
    throw new AppError('forbidden', 'This user is not a member of this organisation.', {
      hint: 'Sign in again; if it stays so, ask an admin of the organisation.',
    });
  }
  const slug = requireConnection(row);
  const { flowId, version } = requireFlow(row, target);
  const { script_hash: scriptHash, script_signature: scriptSignature } = row;
  const script = verify(row.script, { scriptHash, scriptSignature, orgId, flowId, version });
  return {
    provider: {
      id: providerId,
      slug,
      maxPerAccount: row.max_per_account,
      loginUrl: row.login_url,
      domains: row.domains,
      format: {
        ...(row.decimal === null ? {} : { decimal: row.decimal }),
        ...(row.date_order === null ? {} : { dateOrder: row.date_order }),
      },
    },
    flowId,
    version,
    scriptHash,
    scriptSignature,
    script,
    scriptKey: row.script_key,
    keyId: row.key_id,
    queue: { max: row.max_queued, queued: row.queued },
  };
}
