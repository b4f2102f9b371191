import type { Target } from '@sri/shared/model/locator.ts';
import type { Described } from '../messages.ts';
import type { FrameChain } from '../raw-event.ts';

/** A target as steps have it. */
export function targetOf({ candidates, name }: Described, frame: NonNullable<FrameChain>): Target {
  return {
    candidates,
    ...(frame.length === 0 ? {} : { frame }),
    ...(name === '' ? {} : { name: name.slice(0, 200) }),
  };
}

export function sameTarget(a: Target | undefined, b: Target | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
