import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';
import { createVariables, type Variables } from '../flow/variables.ts';

/** The variables of a run before its first step: `inputs`, with defaults; one that is optional and was not given is null; results of an `earlier` execution that is taken up. */
export function startVariables(
  declared: FlowInputs,
  given: InputValues,
  earlier: Record<string, unknown> = {},
): Variables {
  const inputs: Record<string, unknown> = { ...given };
  for (const [name, { default: standard, required }] of Object.entries(declared)) {
    if (Object.hasOwn(inputs, name)) continue;
    if (standard !== undefined) inputs[name] = standard;
    else if (!required) inputs[name] = null;
  }
  return createVariables({ ...earlier, inputs });
}
