import { innerLists } from './inner-steps.ts';
import type { Step } from './step.ts';

function note(steps: readonly Step[], names: Set<string>): void {
  for (const step of steps) {
    if (step.disabled === true) continue;
    if (step.type === 'fillSecret') names.add(step.secret);
    for (const inner of innerLists(step)) note(inner.steps, names);
  }
}

/** Names of the secrets that the steps may write, each once, in reading order; not of steps that are switched off. */
export function secretNames(steps: readonly Step[]): string[] {
  const names = new Set<string>();
  note(steps, names);
  return [...names];
}
