import type { FieldFault } from '@sri/shared/errors.ts';
import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';

type Declaration = FlowInputs[string];
type Value = InputValues[string];

function isRealDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What is wrong with a value of this type; nothing is converted, since "1.234" is two different numbers. */
function typeFault(type: Declaration['type'], value: Value): string | undefined {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? undefined : 'must be text';
    case 'number':
      return typeof value === 'number' ? undefined : 'must be a number, as in 1234.5 and without quotes';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'date':
      return typeof value === 'string' && isRealDate(value) ? undefined : 'must be a date, as in "2026-01-31"';
  }
}

export interface CheckedInputs {
  values: InputValues;
  faults: FieldFault[];
}

/**
 * Values for one execution against what the flow declares: defaults put in, faults named as `{prefix}.{input}`.
 * null counts as not given.
 */
export function checkInputs(declared: FlowInputs, given: InputValues, prefix: string): CheckedInputs {
  const values: InputValues = {};
  const faults: FieldFault[] = [];
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declared, name)) continue;
    const known = Object.keys(declared).join(', ') || 'none';
    faults.push({ field: `${prefix}.${name}`, message: `is not an input of this flow; its inputs: ${known}` });
  }
  for (const [name, declaration] of Object.entries(declared)) {
    const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? declaration.default;
    if (value === undefined || value === null) {
      if (declaration.required) faults.push({ field: `${prefix}.${name}`, message: 'is missing' });
      continue;
    }
    const fault = typeFault(declaration.type, value);
    if (fault === undefined) values[name] = value;
    else faults.push({ field: `${prefix}.${name}`, message: fault });
  }
  return { values, faults };
}
