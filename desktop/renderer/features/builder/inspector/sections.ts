import { PARSE_FIELDS } from '@sri/shared/model/steps/parse.ts';
import type { DraftStep } from '../document/flow-document.ts';
import { familyOf, type Family } from '../look/family.ts';
import type { StepField } from '../schema/step-fields.ts';

export const SECTIONS = ['does', 'element', 'after', 'fails', 'advanced'] as const;
export type Section = (typeof SECTIONS)[number];

const BY_NAME: Record<string, Section> = {
  after: 'after',
  saveAs: 'after',
  onError: 'fails',
  timeoutMs: 'advanced',
  pointOfNoReturn: 'advanced',
  page: 'advanced',
  dialog: 'advanced',
  opens: 'advanced',
};

const HAS_RESULT: readonly Family[] = ['read', 'person'];

/** Where in the inspector a field stands. What says nothing of itself is what the step does. */
export function sectionOf(type: string, { name, kind, required }: StepField): Section {
  // A name that a step cannot do without is what it is about.
  if (required && kind !== 'target') return 'does';
  // What only acts has no result that many would keep.
  if (name === 'saveAs' && !HAS_RESULT.includes(familyOf(type)) && type !== 'runFlow') return 'advanced';
  return BY_NAME[name] ?? (kind === 'target' ? 'element' : 'does');
}

const OF_SOME_WAY: readonly string[] = Object.values(PARSE_FIELDS).flat();

/** Whether a form has a field for this step as it is: of `parse` those of the chosen way of reading, and what somebody wrote all the same. */
export function belongsTo(step: DraftStep, { name }: StepField): boolean {
  if (step.type !== 'parse' || step[name] !== undefined || !OF_SOME_WAY.includes(name)) return true;
  const own: readonly string[] = PARSE_FIELDS[step['as'] as keyof typeof PARSE_FIELDS] ?? [];
  return own.includes(name);
}
