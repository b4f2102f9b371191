import { fieldPath, toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { flowStepsSchema, MAX_STEPS, withStepIds } from '@sri/shared/model/flow.ts';
import { innerLists, type InnerListName } from '@sri/shared/model/inner-steps.ts';
import type { Step, StepOf } from '@sri/shared/model/step.ts';
import type { Sql } from '../../db/transaction.ts';
import { findSubFlow, subFlowInputs, type FlowName } from './find-sub-flow.ts';

export interface ResolvedSteps {
  /** What was written, each other flow with the version that it has from now on. */
  written: Step[];
  /** The same with the steps of the other flows in it: what is signed and runs. */
  whole: Step[];
  faults: FieldFault[];
}

type Resolved<T> = Record<'written' | 'whole', T>;

/** Where the walk is: its path in what was written, the flows around, and whether the steps are another flow's. */
interface Place {
  path: readonly PropertyKey[];
  flows: readonly FlowName[];
  foreign: boolean;
}

/** What goes wrong inside another flow is told at the step that runs it. */
const inside = (place: Place, ...path: PropertyKey[]): Place =>
  place.foreign ? place : { ...place, path: [...place.path, ...path] };

/**
 * Settles which version every other flow has that the steps run, and puts its steps in. `faults` name what keeps that from being done,
 * by the path of the step: no such flow (of another organisation is the same), no such version, a flow that runs itself, too deep, too
 * many steps, inputs that do not fit.
 */
export async function resolveSubFlows(sql: Sql, own: FlowName, steps: readonly Step[]): Promise<ResolvedSteps> {
  const faults: FieldFault[] = [];
  let count = 0;

  async function ofFlow({ steps: _sent, ...step }: StepOf<'runFlow'>, place: Place): Promise<Resolved<Step>> {
    if (step.disabled === true) return { written: step, whole: step };
    const refuse = (path: readonly PropertyKey[], message: string): void =>
      void faults.push({ field: fieldPath([...place.path, ...path]), message });
    const found = await findSubFlow(sql, step, place.flows, refuse);
    if (found === null) return { written: step, whole: step };
    const written = { ...step, version: found.content.version };
    const inputs = subFlowInputs(step, found, refuse);
    const around = { path: place.path, flows: [...place.flows, found.flow], foreign: true };
    // What is stored was checked when it was.
    const inner = await ofList(found.content.steps as Step[], around);
    return { written, whole: { ...written, inputs, steps: inner.whole } };
  }

  async function ofStep(given: Step, place: Place): Promise<Resolved<Step>> {
    count += 1;
    // Another flow's ids may stand in this one already; its steps get new ones with the rest.
    const step: Step = place.foreign ? { ...given, id: undefined } : given;
    if (step.type === 'runFlow') return ofFlow(step, place);
    const lists: Resolved<Partial<Record<InnerListName, Step[]>>> = { written: {}, whole: {} };
    for (const { name, steps: list } of innerLists(step)) {
      const inner = await ofList(list, inside(place, name));
      lists.written[name] = inner.written;
      lists.whole[name] = inner.whole;
    }
    return { written: { ...step, ...lists.written } as Step, whole: { ...step, ...lists.whole } as Step };
  }

  async function ofList(list: readonly Step[], place: Place): Promise<Resolved<Step[]>> {
    const resolved: Resolved<Step[]> = { written: [], whole: [] };
    for (const [index, step] of list.entries()) {
      if (count > MAX_STEPS) break;
      const { written, whole } = await ofStep(step, inside(place, index));
      resolved.written.push(written);
      resolved.whole.push(whole);
    }
    return resolved;
  }

  const { written, whole } = await ofList(withStepIds(steps), { path: ['steps'], flows: [own], foreign: false });
  if (count > MAX_STEPS) {
    faults.push({ field: 'steps', message: `more than ${MAX_STEPS} steps, those of the other flows counted` });
    return { written, whole, faults };
  }
  const numbered = withStepIds(whole);
  const parsed = flowStepsSchema.safeParse(numbered);
  if (!parsed.success) faults.push(...toFieldFaults(parsed.error).map(({ message }) => ({ field: 'steps', message })));
  return { written, whole: numbered, faults };
}
