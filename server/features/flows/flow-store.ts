import type { Sql } from '../../db/transaction.ts';
import type { FlowRow, VersionContentRow, VersionRow } from './flow-rows.ts';

const FLOW = `f.id, f.provider_id, f.name, f.description, f.published_version, f.active, f.created_by, f.created_at,
  f.updated_at, latest.version as latest_version, coalesce(u.name, '') as created_by_name,
  exists (select 1 from flow_drafts d where d.org_id = f.org_id and d.flow_id = f.id
    and (latest.created_at is null or d.updated_at > latest.created_at)) as has_draft,
  coalesce((select count(*)::int from flow_versions v, jsonb_object_keys(v.inputs)
    where v.org_id = f.org_id and v.flow_id = f.id and v.version = coalesce(f.published_version, latest.version)), 0)
    as input_count`;
const FLOW_TABLES = `flows f left join users u on u.id = f.created_by left join lateral (
  select v.version, v.created_at from flow_versions v where v.org_id = f.org_id and v.flow_id = f.id and not v.test
  order by v.created_at desc, v.version desc limit 1) latest on true`;
const VERSION = `v.flow_id, v.version, v.test, v.script_hash, v.script_signature, v.key_id, v.script_key, v.uploaded_at, v.created_by,
  v.created_at, v.note, coalesce(u.name, '') as created_by_name`;
const VERSION_TABLES = 'flow_versions v left join users u on u.id = v.created_by';

export interface FlowFilter {
  providerId?: string | undefined;
  q?: string | undefined;
}

export function findFlows(sql: Sql, { providerId, q }: FlowFilter): Promise<FlowRow[]> {
  return sql.rows<FlowRow>(
    `select ${FLOW} from ${FLOW_TABLES}
     where f.archived_at is null and ($1::uuid is null or f.provider_id = $1)
       and ($2::text is null or strpos(lower(f.name), lower($2)) > 0)
     order by f.updated_at desc, f.id limit 1000`,
    [providerId ?? null, q ?? null],
  );
}

export function findFlow(sql: Sql, flowId: string): Promise<FlowRow | undefined> {
  return sql.row<FlowRow>(`select ${FLOW} from ${FLOW_TABLES} where f.id = $1 and f.archived_at is null`, [flowId]);
}

/** Takes the flow's row until the end of the transaction, so that its versions and its activation do not cross. */
export function lockFlow(sql: Sql, flowId: string): Promise<{ provider_id: string; name: string } | undefined> {
  return sql.row(`select provider_id, name from flows where id = $1 and archived_at is null for update`, [flowId]);
}

export function findVersions(sql: Sql, flowId: string): Promise<VersionRow[]> {
  return sql.rows<VersionRow>(
    `select ${VERSION} from ${VERSION_TABLES} where v.flow_id = $1 and not v.test order by v.created_at desc, v.version desc limit 1000`,
    [flowId],
  );
}

export function findVersion(sql: Sql, flowId: string, version: string): Promise<VersionContentRow | undefined> {
  return sql.row<VersionContentRow>(
    `select ${VERSION}, v.steps, v.inputs, v.options from ${VERSION_TABLES} where v.flow_id = $1 and v.version = $2`,
    [flowId, version],
  );
}

/** The signed bytes of a version, as they were written; undefined where there is none. */
export function findScript(sql: Sql, flowId: string, version: string): Promise<{ script: string } | undefined> {
  return sql.row('select script from flow_versions where flow_id = $1 and version = $2', [flowId, version]);
}

export function newestVersion(sql: Sql, flowId: string): Promise<VersionRow | undefined> {
  return sql.row<VersionRow>(
    `select ${VERSION} from ${VERSION_TABLES} where v.flow_id = $1 and not v.test order by v.created_at desc, v.version desc limit 1`,
    [flowId],
  );
}

/** The number after the highest of the flow's versions `0.0.N`; the caller holds the flow's row. */
export async function nextTestNumber(sql: Sql, flowId: string): Promise<number> {
  const row = await sql.row<{ next: number }>(
    `select coalesce(max(split_part(version, '.', 3)::int), 0) + 1 as next from flow_versions
     where flow_id = $1 and version like '0.0.%'`,
    [flowId],
  );
  return row?.next ?? 1;
}

export interface NewFlowRow {
  orgId: string;
  flowId: string;
  providerId: string;
  name: string;
  description: string;
  userId: string;
}

export async function insertFlow(sql: Sql, row: NewFlowRow): Promise<void> {
  await sql.run(
    `insert into flows (org_id, id, provider_id, name, description, created_by) values ($1, $2, $3, $4, $5, $6)`,
    [row.orgId, row.flowId, row.providerId, row.name, row.description, row.userId],
  );
}

export interface NewVersionRow {
  orgId: string;
  flowId: string;
  version: string;
  steps: unknown;
  inputs: unknown;
  options: unknown;
  script: string;
  /** It is tried, and no version for anybody else. */
  test: boolean;
  scriptHash: string;
  scriptSignature: string;
  keyId: string;
  scriptKey: string;
  userId: string;
  createdAt: Date;
  note: string;
}

export async function insertVersion(sql: Sql, row: NewVersionRow): Promise<void> {
  await sql.run(
    `insert into flow_versions (org_id, flow_id, version, steps, inputs, options, script, script_hash,
       script_signature, key_id, script_key, created_by, created_at, test, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      row.orgId,
      row.flowId,
      row.version,
      JSON.stringify(row.steps),
      JSON.stringify(row.inputs),
      JSON.stringify(row.options),
      row.script,
      row.scriptHash,
      row.scriptSignature,
      row.keyId,
      row.scriptKey,
      row.userId,
      row.createdAt,
      row.test,
      row.note,
    ],
  );
}
