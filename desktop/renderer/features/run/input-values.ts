import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';

/** What a control shows before somebody touched it: the default, else what was used last. */
export function initialValues(inputs: FlowInputs, last: Record<string, unknown>): InputValues {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { default: preset, type }]) => {
      const before = last[name] as InputValues[string] | undefined;
      return [name, preset ?? before ?? (type === 'boolean' ? false : null)];
    }),
  );
}

/** Names of inputs that have to be given and are not. */
export function missingInputs(inputs: FlowInputs, values: InputValues): string[] {
  return Object.keys(inputs).filter((name) => inputs[name]?.required === true && values[name] === null);
}

/** What is sent of them: an empty control is no value. */
export function givenValues(values: InputValues): InputValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
