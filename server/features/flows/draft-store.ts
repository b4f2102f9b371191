import { AppError } from '@sri/shared/errors.ts';
import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { contentFaults } from './check-content.ts';
import type { FlowName } from './find-sub-flow.ts';
import { findFlow, findVersion, lockFlow } from './flow-store.ts';

interface DraftRow {
  document: Record<string, unknown>;
  revision: number;
  updated_by: string | null;
  updated_at: Date | null;
}

const MAX_CHARACTERS = 2_000_000;

function findDraft(sql: Sql, flowId: string): Promise<DraftRow | undefined> {
  return sql.row<DraftRow>('select document, revision, updated_by, updated_at from flow_drafts where flow_id = $1', [
    flowId,
  ]);
}

async function toDraft(sql: Sql, flow: FlowName, row: DraftRow): Promise<Draft> {
  return {
    flowId: flow.id,
    revision: row.revision,
    document: row.document,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at?.toISOString() ?? null,
    errors: await contentFaults(sql, flow, row.document),
  };
}

/** The draft, or the newest version as revision 0 where nobody wrote one. */
export function readDraft(db: Database, caller: Caller, flowId: string): Promise<Draft> {
  return db.inOrg(caller.orgId, async (sql) => {
    const flow = await findFlow(sql, flowId);
    if (flow === undefined) throw notFound('There is no such flow.');
    const draft = await findDraft(sql, flowId);
    if (draft !== undefined) return toDraft(sql, flow, draft);
    const newest = await findVersion(sql, flowId, flow.latest_version);
    const { steps, inputs, options } = newest ?? { steps: [], inputs: {}, options: {} };
    const document = { name: flow.name, description: flow.description, steps, inputs, options };
    return toDraft(sql, flow, { document, revision: 0, updated_by: null, updated_at: null });
  });
}

/** Revision that an If-Match header names: `"3"`, or `*` for whichever there is. */
function revisionOf(ifMatch: string | undefined): number | '*' {
  if (ifMatch === undefined) {
    throw new AppError('precondition_required', 'Saving a draft needs the header If-Match.', {
      hint: 'Read the draft first and send its ETag as If-Match, so that nobody overwrites what another person wrote.',
    });
  }
  if (ifMatch.trim() === '*') return '*';
  const revision = /^\s*"(\d{1,9})"\s*$/.exec(ifMatch)?.[1];
  if (revision === undefined)
    throw invalidRequest([{ field: 'If-Match', message: 'one ETag in quotes, as in "3", or *' }]);
  return Number(revision);
}

/** Saves the draft if it is still at the revision of `ifMatch` (RFC 9110, 13.1.1): else `precondition_failed`. */
export function saveDraft(
  db: Database,
  caller: Caller,
  flowId: string,
  change: { ifMatch: string | undefined; document: Record<string, unknown> },
): Promise<Draft> {
  const expected = revisionOf(change.ifMatch);
  const text = JSON.stringify(change.document);
  if (text.length > MAX_CHARACTERS)
    throw invalidRequest([{ field: '', message: `at most ${MAX_CHARACTERS} characters` }]);
  return db.inOrg(caller.orgId, async (sql) => {
    const flow = await lockFlow(sql, flowId);
    if (flow === undefined) throw notFound('There is no such flow.');
    const found = (await findDraft(sql, flowId))?.revision ?? 0;
    if (expected !== '*' && expected !== found) {
      throw new AppError('precondition_failed', `The draft is at revision ${found} now, not ${expected}.`, {
        hint: 'Somebody else saved it. Read it again, put your change in, and save with the new ETag.',
      });
    }
    const saved = await sql.row<DraftRow>(
      `insert into flow_drafts (org_id, flow_id, document, revision, updated_by) values ($1, $2, $3, $4, $5)
       on conflict (org_id, flow_id) do update
         set document = excluded.document, revision = excluded.revision, updated_by = excluded.updated_by, updated_at = now()
       returning document, revision, updated_by, updated_at`,
      [caller.orgId, flowId, text, found + 1, caller.userId],
    );
    return toDraft(sql, { id: flowId, name: flow.name }, saved as DraftRow);
  });
}
