/** The ways of finding an element, best first. */
export const WAYS = [
  'role',
  'label',
  'testId',
  'text',
  'placeholder',
  'alt',
  'title',
  'anchored',
  'id',
  'css',
  'xpath',
  'point',
] as const;
export type Way = (typeof WAYS)[number];

interface CandidateField {
  name: string;
  label: 'value' | 'accessibleName' | 'anchor' | 'container' | 'x' | 'y';
  isNumber: boolean;
  isOptional: boolean;
}

const field = (name: string, label: CandidateField['label'], more: Partial<CandidateField> = {}): CandidateField => ({
  name,
  label,
  isNumber: false,
  isOptional: false,
  ...more,
});
const VALUE = [field('value', 'value')];

/** What is written for each way, besides the role, which is chosen. */
export const CANDIDATE_FIELDS: Record<Way, readonly CandidateField[]> = {
  role: [field('name', 'accessibleName', { isOptional: true })],
  label: VALUE,
  testId: VALUE,
  text: VALUE,
  placeholder: VALUE,
  alt: VALUE,
  title: VALUE,
  anchored: [field('anchor', 'anchor'), field('value', 'value'), field('container', 'container', { isOptional: true })],
  id: VALUE,
  css: VALUE,
  xpath: VALUE,
  point: [...VALUE, field('x', 'x', { isNumber: true }), field('y', 'y', { isNumber: true })],
};

/** Roles that portals have, as people name them; any other can be written as well. */
export const ROLES = [
  'button',
  'link',
  'textbox',
  'checkbox',
  'radio',
  'combobox',
  'option',
  'tab',
  'menuitem',
  'row',
  'cell',
  'heading',
  'img',
  'table',
  'dialog',
] as const;
