import type { StepType } from '@sri/shared/model/step.ts';

/** Kinds of steps as people tell them apart, in the order in which a flow usually has them. */
export const FAMILIES = ['navigate', 'act', 'read', 'control', 'person', 'send'] as const;
export type Family = (typeof FAMILIES)[number];

const OF_TYPE: Partial<Record<StepType, Family>> = {
  navigate: 'navigate',
  back: 'navigate',
  reload: 'navigate',
  switchPage: 'navigate',
  closePage: 'navigate',
  extract: 'read',
  extractTable: 'read',
  screenshot: 'read',
  download: 'read',
  pdf: 'read',
  ocr: 'read',
  parse: 'read',
  evaluate: 'read',
  setVariable: 'control',
  waitFor: 'control',
  wait: 'control',
  assert: 'control',
  checkSession: 'control',
  if: 'control',
  forEach: 'control',
  repeat: 'control',
  try: 'control',
  runFlow: 'control',
  askPerson: 'person',
  askCode: 'person',
};

/** What nobody sorted acts on the page: most types do. */
export function familyOf(type: string): Family {
  return OF_TYPE[type as StepType] ?? 'act';
}

/** The left edge of a card and the colour of its sign; green is left to what succeeded. */
export const FAMILY_EDGE: Record<Family, string> = {
  navigate: 'border-l-running',
  act: 'border-l-line-strong',
  read: 'border-l-accent',
  control: 'border-l-ink',
  person: 'border-l-attention',
  send: 'border-l-muted',
};

export const FAMILY_INK: Record<Family, string> = {
  navigate: 'text-running',
  act: 'text-muted',
  read: 'text-accent',
  control: 'text-ink',
  person: 'text-attention',
  send: 'text-muted',
};
