import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';
import type { StepOf } from '@sri/shared/model/step.ts';
import type { Sql } from '../../db/transaction.ts';
import { checkInputs } from './check-inputs.ts';
import { findFlow, findVersion } from './flow-store.ts';
import type { VersionContentRow } from './flow-rows.ts';

/** Flows inside each other, the outermost one left out. */
const MAX_FLOW_DEPTH = 5;

/** Says what is wrong with a field of the step. */
export type Refuse = (path: readonly PropertyKey[], message: string) => void;

export interface FlowName {
  id: string;
  name: string;
}

export interface SubFlow {
  flow: FlowName;
  content: VersionContentRow;
}

/** The version that a step runs: the one it names, else the published one. Null where something was refused. */
export async function findSubFlow(
  sql: Sql,
  step: StepOf<'runFlow'>,
  around: readonly FlowName[],
  refuse: Refuse,
): Promise<SubFlow | null> {
  const row = await findFlow(sql, step.flow);
  if (row === undefined) {
    refuse(['flow'], 'no such flow; GET /api/flows lists them');
    return null;
  }
  const flow = { id: row.id, name: row.name };
  const way = [...around, flow].map(({ name }) => name).join(' > ');
  if (around.some(({ id }) => id === flow.id)) {
    refuse(['flow'], `the flow would run itself: ${way}`);
    return null;
  }
  if (around.length > MAX_FLOW_DEPTH) {
    refuse(['flow'], `deeper than ${MAX_FLOW_DEPTH} flows: ${way}`);
    return null;
  }
  const wanted = step.version ?? row.published_version;
  if (wanted === null) {
    refuse(['flow'], 'is not published yet; publish it, or name a version');
    return null;
  }
  const content = await findVersion(sql, flow.id, wanted);
  if (content !== undefined) return { flow, content };
  refuse(['version'], `that flow has no version ${wanted}`);
  return null;
}

const isTemplate = (value: unknown): boolean => typeof value === 'string' && value.includes('{{');

/** Values for the other flow's inputs: templates are filled when it runs, the rest is checked now; what is optional and not given is null. */
export function subFlowInputs(step: StepOf<'runFlow'>, { content }: SubFlow, refuse: Refuse): InputValues {
  // What is stored was checked when it was.
  const declared = content.inputs as FlowInputs;
  const given = Object.entries(step.inputs ?? {});
  const later = Object.fromEntries(given.filter(([, value]) => isTemplate(value)));
  const now = Object.fromEntries(given.filter(([, value]) => !isTemplate(value)));
  for (const name of Object.keys(later)) {
    if (!Object.hasOwn(declared, name)) refuse(['inputs', name], 'is not an input of that flow');
  }
  const rest = Object.fromEntries(Object.entries(declared).filter(([name]) => !Object.hasOwn(later, name)));
  const checked = checkInputs(rest, now, '');
  // Its paths begin with the `.` after the prefix that it was not given.
  for (const { field, message } of checked.faults) refuse(['inputs', field.slice(1)], message);
  const absent = Object.fromEntries(Object.keys(declared).map((name) => [name, null]));
  return { ...absent, ...checked.values, ...later };
}
