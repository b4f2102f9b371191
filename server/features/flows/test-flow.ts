import { toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { withStepIds } from '@sri/shared/model/flow.ts';
import type { Step } from '@sri/shared/model/step.ts';
import { newVersionSchema, type TestRequest } from '@sri/shared/protocol/api/flows.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { createJobs, type RunContext } from '../jobs/create-jobs.ts';
import { onlyStep, stepsUntil } from './cut-steps.ts';
import { readDraft } from './draft-store.ts';
import { addTestVersion, type PublishContext } from './publish-version.ts';

export type TestContext = PublishContext & RunContext;

function refuse(faults: readonly FieldFault[]): never {
  throw invalidRequest(faults.slice(0, 100));
}

/** The part of the flow that is asked for. Throws `invalid_request` for a step that is not there. */
function partOf(steps: readonly Step[], { until, only }: TestRequest): Step[] {
  const all = withStepIds(steps);
  if (only !== undefined)
    return onlyStep(all, only) ?? refuse([{ field: 'only', message: `no step has the id "${only}"` }]);
  if (until === undefined) return all;
  return stepsUntil(all, until) ?? refuse([{ field: 'until', message: `no step has the id "${until}"` }]);
}

/**
 * Runs the draft (or steps sent along), whole, up to a step or one step alone, on a robot, after the checks of POST /run.
 * What it runs is signed and kept as a version that no list shows; the execution counts for no statistics. Throws
 * `invalid_request` with the faults of the steps.
 */
export async function testFlow(
  context: TestContext,
  caller: Caller,
  request: TestRequest,
): Promise<{ jobId: string; status: 'queued' }> {
  const { flowId, inputs: values } = request;
  const draft = await readDraft(context.db, caller, flowId);
  const { steps, inputs, options } = request.document ?? draft.document;
  const parsed = newVersionSchema.safeParse({ steps, inputs: inputs ?? {}, options: options ?? {} });
  if (!parsed.success) return refuse(toFieldFaults(parsed.error));
  const content = parsed.data;
  const made = await addTestVersion(context, caller, flowId, {
    steps: partOf(content.steps, request),
    inputs: content.inputs,
    options: { ...content.options, stepPictures: 'all' },
  });
  const { providerId, version } = made;
  const order = { providerId, flowId, version, inputs: values, metadata: {}, test: true };
  const { jobId } = await createJobs(context, caller, order);
  if (jobId === undefined) throw notFound();
  return { jobId, status: 'queued' };
}
