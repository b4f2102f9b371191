import { z } from 'zod';
import { toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema } from '@sri/shared/model/flow.ts';
import type { Sql } from '../../db/transaction.ts';
import { unstorable } from '../../http/storable-text.ts';
import type { FlowName } from './find-sub-flow.ts';
import { resolveSubFlows } from './resolve-sub-flows.ts';

const contentSchema = z.looseObject({
  steps: flowStepsSchema,
  inputs: flowInputsSchema.default({}),
  options: flowOptionsSchema.default({}),
});

/** What keeps this content from being published as a version of the flow, those that it runs looked at too; empty where nothing does. */
export async function contentFaults(sql: Sql, own: FlowName, content: unknown): Promise<FieldFault[]> {
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return toFieldFaults(parsed.error);
  const strange = unstorable(content);
  if (strange !== undefined) return [strange];
  return (await resolveSubFlows(sql, own, parsed.data.steps)).faults;
}
