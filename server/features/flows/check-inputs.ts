import type { FieldFault } from '@sri/shared/errors.ts';
import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';

type Declaration = FlowInputs[string];
type Value = InputValues[string];

function isRealDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const TYPES: Record<Declaration['type'], { fits: (value: Value) => boolean; fault: string }> = {
  text: { fits: (value) => typeof value === 'string', fault: 'must be text' },
  number: { fits: (value) => typeof value === 'number', fault: 'must be a number, as in 1234.5 and without quotes' },
  boolean: { fits: (value) => typeof value === 'boolean', fault: 'must be true or false' },
  date: {
    fits: (value) => typeof value === 'string' && isRealDate(value),
    fault: 'must be a date, as in "2026-01-31"',
  },
};

/** What is wrong with a value of this type; nothing is converted, since "1.234" is two different numbers. */
function typeFault(type: Declaration['type'], value: Value): string | undefined {
  return TYPES[type].fits(value) ? undefined : TYPES[type].fault;
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
