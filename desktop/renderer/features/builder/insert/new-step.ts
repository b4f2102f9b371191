import { listsOfType, type DraftStep } from '../document/flow-document.ts';
import { fieldsOf } from '../schema/step-fields.ts';

/** A step of this type as it begins: its lists, and what has one sensible value. Everything else is for the person to write. */
export function newStep(type: string): Omit<DraftStep, 'id'> & { type: string } {
  const step: Record<string, unknown> & { type: string } = { type };
  const [first] = listsOfType(type);
  if (first !== undefined) step[first] = [];
  if (type === 'try') step['catch'] = [];
  for (const field of fieldsOf(type)) {
    if (!field.required) continue;
    if (field.kind === 'choice') step[field.name] = field.choices[0];
    if (field.kind === 'list') step[field.name] = [{}];
  }
  return step;
}
