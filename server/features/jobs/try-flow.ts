import { toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { withStepIds } from '@sri/shared/model/flow.ts';
import type { Step } from '@sri/shared/model/step.ts';
import { newVersionSchema, type TestRequest } from '@sri/shared/protocol/api/flows.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { onlyStep, stepsUntil } from '../flows/cut-steps.ts';
import { readDraft } from '../flows/draft-store.ts';
import { addTestVersion, type PublishContext } from '../flows/publish-version.ts';
import { createJobs, type RunContext } from './create-jobs.ts';

export type TrialContext = PublishContext & RunContext;

function refuse(faults: readonly FieldFault[]): never {
  throw invalidRequest(faults.slice(0, 100));
}

/** The part of the flow that is asked for. Throws `invalid_request` for a step that is not there. */
function partOf(steps: readonly Step[], part: TestRequest['part']): Step[] {
  const all = withStepIds(steps);
  if (part === undefined) return all;
  const [name, id] = 'only' in part ? (['only', part.only] as const) : (['until', part.until] as const);
  const cut = name === 'only' ? onlyStep(all, id) : stepsUntil(all, id);
  return cut ?? refuse([{ field: `part.${name}`, message: `no step has the id "${id}"` }]);
}

/**
 * Runs the draft (or steps sent along), whole, up to a step or one step alone, on a robot, after the checks of POST /run.
 * What it runs is signed and kept as a version that no list shows; the execution counts for no statistics. Throws
 * `invalid_request` with the faults of the steps.
 */
export async function tryFlow(
  context: TrialContext,
  caller: Caller,
  request: TestRequest,
): Promise<{ jobId: string; status: 'queued' }> {
  const { flowId, inputs: values } = request;
  const draft = await readDraft(context.db, caller, flowId);
  const { steps, inputs, options } = request.document ?? draft.document;
  const parsed = newVersionSchema.safeParse({ steps, inputs: inputs ?? {}, options: options ?? {} });
  const prefix = request.document === undefined ? '' : 'document.';
  if (!parsed.success) {
    const faults = toFieldFaults(parsed.error);
    return refuse(faults.map(({ field, message }) => ({ field: prefix + field, message })));
  }
  const content = parsed.data;
  const made = await addTestVersion(context, caller, flowId, {
    steps: partOf(content.steps, request.part),
    inputs: content.inputs,
    options: { ...content.options, stepPictures: 'all' },
  });
  const { providerId, version } = made;
  const order = { providerId, flowId, version, inputs: values, metadata: {}, test: true };
  const { jobId } = await createJobs(context, caller, order);
  if (jobId === undefined) throw notFound();
  return { jobId, status: 'queued' };
}
