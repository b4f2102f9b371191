import type { Sql } from '../../db/transaction.ts';
import type { FlowRow, VersionContentRow, VersionRow } from './flow-rows.ts';

const FLOW = `f.id, f.provider_id, f.name, f.description, f.published_version, f.active, f.created_at, f.updated_at,
  (select v.version from flow_versions v where v.org_id = f.org_id and v.flow_id = f.id
    order by v.created_at desc, v.version desc limit 1) as latest_version`;
const VERSION = `flow_id, version, script_hash, script_signature, key_id, script_key, uploaded_at, created_by, created_at`;

export interface FlowFilter {
  providerId?: string | undefined;
  q?: string | undefined;
}

export function findFlows(sql: Sql, { providerId, q }: FlowFilter): Promise<FlowRow[]> {
  return sql.rows<FlowRow>(
    `select ${FLOW} from flows f
     where f.archived_at is null and ($1::uuid is null or f.provider_id = $1)
       and ($2::text is null or strpos(lower(f.name), lower($2)) > 0)
     order by f.updated_at desc, f.id limit 1000`,
    [providerId ?? null, q ?? null],
  );
}

export function findFlow(sql: Sql, flowId: string): Promise<FlowRow | undefined> {
  return sql.row<FlowRow>(`select ${FLOW} from flows f where f.id = $1 and f.archived_at is null`, [flowId]);
}

/** Takes the flow's row until the end of the transaction, so that its versions and its activation do not cross. */
export function lockFlow(sql: Sql, flowId: string): Promise<{ provider_id: string; name: string } | undefined> {
  return sql.row(`select provider_id, name from flows where id = $1 and archived_at is null for update`, [flowId]);
}

export function findVersions(sql: Sql, flowId: string): Promise<VersionRow[]> {
  return sql.rows<VersionRow>(
    `select ${VERSION} from flow_versions where flow_id = $1 order by created_at desc, version desc limit 1000`,
    [flowId],
  );
}

export function findVersion(sql: Sql, flowId: string, version: string): Promise<VersionContentRow | undefined> {
  return sql.row<VersionContentRow>(
    `select ${VERSION}, steps, inputs, options from flow_versions where flow_id = $1 and version = $2`,
    [flowId, version],
  );
}

export function newestVersion(sql: Sql, flowId: string): Promise<VersionRow | undefined> {
  return sql.row<VersionRow>(
    `select ${VERSION} from flow_versions where flow_id = $1 order by created_at desc, version desc limit 1`,
    [flowId],
  );
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
  scriptHash: string;
  scriptSignature: string;
  keyId: string;
  scriptKey: string;
  userId: string;
  createdAt: Date;
}

export async function insertVersion(sql: Sql, row: NewVersionRow): Promise<void> {
  await sql.run(
    `insert into flow_versions (org_id, flow_id, version, steps, inputs, options, script, script_hash,
       script_signature, key_id, script_key, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
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
    ],
  );
}
