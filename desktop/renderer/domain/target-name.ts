import type { Target } from '@sri/shared/model/locator.ts';

/** The ways of finding that a person knows by sight, best first. */
const ORDER = [
  'role',
  'label',
  'placeholder',
  'text',
  'alt',
  'title',
  'anchored',
  'testId',
  'id',
  'css',
  'xpath',
  'point',
] as const;

/** What a person would call an element: the name it was given, else its visible one where a way of finding it has one. */
export function targetName(target: Target): string {
  if (typeof target === 'string') return target;
  if (target.name !== undefined && target.name !== '') return target.name;
  const [best] = target.candidates.toSorted((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by));
  if (best === undefined) return '';
  if (best.by === 'role') return best.name ?? best.role;
  return best.by === 'anchored' ? best.anchor : best.value;
}
