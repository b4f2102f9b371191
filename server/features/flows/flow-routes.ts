import * as drafts from '@sri/shared/protocol/api/flow-drafts.ts';
import * as flows from '@sri/shared/protocol/api/flows.ts';
import type { Sql } from '../../db/transaction.ts';
import { notFound, type Route, type RouteMaker } from '../../http/route.ts';
import { activateFlow } from './activate-flow.ts';
import { contentFaults } from './check-content.ts';
import { readDraft, saveDraft } from './draft-store.ts';
import { readFlowFile, writeFlowFile } from './flow-file.ts';
import { toFlowSummary, toVersionDetail, toVersionSummary, type FlowRow, type VersionContentRow } from './flow-rows.ts';
import { findFlowHistories } from './flow-history.ts';
import { findFlow, findFlows, findScript, findVersion, findVersions } from './flow-store.ts';
import { addVersion, createFlow, type PublishContext } from './publish-version.ts';
import { findVersionRuns } from './version-runs.ts';

async function requireFlow(sql: Sql, flowId: string): Promise<FlowRow> {
  const flow = await findFlow(sql, flowId);
  if (flow === undefined) throw notFound('There is no such flow.');
  return flow;
}

async function requireVersion(sql: Sql, flowId: string, version: string): Promise<VersionContentRow> {
  const found = await findVersion(sql, flowId, version);
  if (found === undefined) throw notFound('This flow has no such version.');
  return found;
}

/** Everything under /api/flows. */
export function flowRoutes(route: RouteMaker, context: PublishContext): Route[] {
  const { db } = context;
  return [
    route(flows.listFlows, ({ caller, query }) =>
      db.inOrg(caller.orgId, async (sql) => {
        const rows = await findFlows(sql, query);
        const historyOf = await findFlowHistories(
          sql,
          rows.map(({ id }) => id),
        );
        return { items: rows.map((row) => toFlowSummary(row, historyOf(row.id))) };
      }),
    ),
    route(flows.createFlow, ({ caller, body }) => createFlow(context, caller, body)),
    // Before `/:id`, which would take their names for ids.
    route(flows.validateFlow, async ({ caller, body }) => {
      // It is no flow yet, so none can run it.
      const nobody = { id: '', name: '' };
      const errors = await db.inOrg(caller.orgId, (sql) => contentFaults(sql, nobody, body));
      return { valid: errors.length === 0, errors };
    }),
    route(drafts.importFlow, async ({ caller, query, body }) => {
      const { flow, notes } = readFlowFile(query.as, body.providerId, body.document);
      return { ...(await createFlow(context, caller, flow)), notes };
    }),
    route(flows.getFlow, ({ caller, params }) =>
      db.inOrg(caller.orgId, async (sql) => {
        const flow = await requireFlow(sql, params.id);
        const version = await requireVersion(sql, params.id, flow.published_version ?? flow.latest_version);
        const historyOf = await findFlowHistories(sql, [flow.id]);
        return {
          ...toFlowSummary(flow, historyOf(flow.id)),
          version: toVersionDetail(version, flow.published_version),
        };
      }),
    ),
    route(flows.listVersions, ({ caller, params }) =>
      db.inOrg(caller.orgId, async (sql) => {
        const { published_version: published } = await requireFlow(sql, params.id);
        const rows = await findVersions(sql, params.id);
        const runsOf = await findVersionRuns(sql, params.id);
        return { items: rows.map((row) => ({ ...toVersionSummary(row, published), runs: runsOf(row.version) })) };
      }),
    ),
    route(flows.getVersion, ({ caller, params }) =>
      db.inOrg(caller.orgId, async (sql) => {
        const { published_version: published } = await requireFlow(sql, params.id);
        return toVersionDetail(await requireVersion(sql, params.id, params.version), published);
      }),
    ),
    route(flows.getVersionScript, async ({ caller, params, response }) => {
      const found = await db.inOrg(caller.orgId, async (sql) => {
        await requireFlow(sql, params.id);
        return findScript(sql, params.id, params.version);
      });
      if (found === undefined) throw notFound('This flow has no such version.');
      response.type('application/json').attachment(`script-${params.version}.json`).send(found.script);
    }),
    route(flows.addVersion, ({ caller, params, body }) => addVersion(context, caller, params.id, body)),
    route(flows.activateFlow, ({ caller, params, body }) => activateFlow(db, caller, params.id, body.version)),
    route(drafts.getDraft, async ({ caller, params, response }) => {
      const draft = await readDraft(db, caller, params.id);
      response.set('ETag', `"${draft.revision}"`);
      return draft;
    }),
    route(drafts.putDraft, async ({ caller, params, body, request, response }) => {
      const draft = await saveDraft(db, caller, params.id, { ifMatch: request.get('If-Match'), document: body });
      response.set('ETag', `"${draft.revision}"`);
      return draft;
    }),
    route(drafts.exportFlow, async ({ caller, params, query, response }) => {
      const { name, type, text } = await writeFlowFile(db, caller, params.id, query);
      response.type(type).attachment(name).send(text);
    }),
  ];
}
