import type { Target } from '@sri/shared/model/locator.ts';

/** The ways of finding that a person knows by sight, best first. */
const ORDER = ['role', 'label', 'placeholder', 'text', 'anchored', 'testId', 'id', 'css', 'xpath'] as const;

/** What a person would call an element: its visible name where a way of finding it has one. */
export function targetName(target: Target): string {
  if (typeof target === 'string') return target;
  const [best] = target.candidates.toSorted((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by));
  if (best === undefined) return '';
  if (best.by === 'role') return best.name ?? best.role;
  return best.by === 'anchored' ? best.anchor : best.value;
}
