import { z } from 'zod';
import { toFieldFaults } from '@sri/shared/errors.ts';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema } from '@sri/shared/model/flow.ts';
import { versionSchema } from '@sri/shared/model/names.ts';
import { FLOW_FILE_FORMAT, type FlowFormat } from '@sri/shared/protocol/api/flow-drafts.ts';
import type { NewFlow } from '@sri/shared/protocol/api/flows.ts';
import type { Database } from '../../db/transaction.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { findFlow, findVersion } from './flow-store.ts';

/** A flow as a file: no ids, no organisation, no secrets (a flow names its secrets, it does not hold them). */
const flowFileSchema = z.strictObject({
  format: z.literal(FLOW_FILE_FORMAT),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(4000).default(''),
  version: versionSchema,
  inputs: flowInputsSchema.default({}),
  options: flowOptionsSchema.default({}),
  steps: flowStepsSchema,
});

function requireOurFormat(format: FlowFormat): void {
  if (format === 'sri') return;
  throw invalidRequest([{ field: 'as', message: `"${format}" is not available yet; use as=sri` }]);
}

/** What a file brings in, ready to be created under a provider. Throws `invalid_request` with `document...` paths. */
export function readFlowFile(format: FlowFormat, providerId: string, document: unknown): NewFlow {
  requireOurFormat(format);
  const parsed = flowFileSchema.safeParse(document);
  if (parsed.success) {
    const { format: _checked, ...flow } = parsed.data;
    return { ...flow, providerId };
  }
  const faults = toFieldFaults(parsed.error);
  throw invalidRequest(faults.map(({ field, message }) => ({ field: `document.${field}`, message })));
}

/** A flow's version (the published one, else the newest) as a file. */
export function writeFlowFile(
  db: Database,
  caller: Caller,
  flowId: string,
  { as, version }: { as: FlowFormat; version?: string | undefined },
): Promise<Record<string, unknown>> {
  requireOurFormat(as);
  return db.inOrg(caller.orgId, async (sql) => {
    const flow = await findFlow(sql, flowId);
    if (flow === undefined) throw notFound('There is no such flow.');
    const found = await findVersion(sql, flowId, version ?? flow.published_version ?? flow.latest_version);
    if (found === undefined) throw notFound('This flow has no such version.');
    const { steps, inputs, options } = found;
    const { name, description } = flow;
    return { format: FLOW_FILE_FORMAT, name, description, version: found.version, inputs, options, steps };
  });
}
