import type { FlowResult, FlowSummary, VersionSummary } from '@sri/shared/protocol/api/flows.ts';

/** Columns as pg hands them out. */
export interface FlowRow {
  id: string;
  provider_id: string;
  name: string;
  description: string;
  published_version: string | null;
  active: boolean;
  latest_version: string;
  has_draft: boolean;
  input_count: number;
  created_by: string;
  created_by_name: string;
  created_at: Date;
  updated_at: Date;
}

export interface VersionRow {
  flow_id: string;
  version: string;
  test: boolean;
  script_hash: string;
  script_signature: string;
  key_id: string;
  script_key: string;
  uploaded_at: Date | null;
  created_by: string;
  created_by_name: string;
  created_at: Date;
  note: string;
}

export interface VersionContentRow extends VersionRow {
  steps: unknown[];
  inputs: Record<string, unknown>;
  options: Record<string, unknown>;
}

/** How a flow has been doing. */
export interface FlowHistory {
  results: FlowResult[];
  usualMs: number | null;
}

export function toFlowSummary(row: FlowRow, history: FlowHistory): FlowSummary {
  return {
    id: row.id,
    providerId: row.provider_id,
    name: row.name,
    description: row.description,
    active: row.active,
    publishedVersion: row.published_version,
    latestVersion: row.latest_version,
    hasDraft: row.has_draft,
    inputCount: row.input_count,
    ...history,
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toVersionSummary(row: VersionRow, publishedVersion: string | null): VersionSummary {
  return {
    version: row.version,
    scriptHash: row.script_hash,
    scriptSignature: row.script_signature,
    keyId: row.key_id,
    scriptKey: row.script_key,
    uploadedAt: row.uploaded_at?.toISOString() ?? null,
    published: row.version === publishedVersion,
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    createdAt: row.created_at.toISOString(),
    note: row.note,
  };
}

export function toVersionDetail(row: VersionContentRow, publishedVersion: string | null) {
  const { steps, inputs, options } = row;
  return { ...toVersionSummary(row, publishedVersion), steps, inputs, options };
}
