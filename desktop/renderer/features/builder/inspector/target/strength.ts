import type { Candidate } from '@sri/shared/model/locator.ts';

export type Strength = 'strong' | 'medium' | 'fragile';

/** How well a way of finding outlives changes of a portal: what people read of it stays longer than how it is made. */
const BY: Record<string, Strength> = {
  testId: 'strong',
  role: 'strong',
  label: 'strong',
  placeholder: 'medium',
  alt: 'medium',
  title: 'medium',
  id: 'medium',
  text: 'medium',
  anchored: 'medium',
  css: 'fragile',
  xpath: 'fragile',
  point: 'fragile',
};

export function strengthOf(candidate: Partial<Candidate> & { by?: string }): Strength {
  // A role without a name is any button of the page.
  if (candidate.by === 'role' && ('name' in candidate ? (candidate.name ?? '') : '') === '') return 'fragile';
  return BY[candidate.by ?? ''] ?? 'fragile';
}

/** Of all ways together: two good ones hold where one breaks. */
export function strengthOfAll(candidates: readonly (Partial<Candidate> & { by?: string })[]): Strength {
  const strengths = candidates.map(strengthOf);
  const good = strengths.filter((strength) => strength !== 'fragile').length;
  if (good >= 2 && strengths.includes('strong')) return 'strong';
  return good >= 1 ? 'medium' : 'fragile';
}
