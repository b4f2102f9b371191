import { expect } from 'vitest';

/** A text that contains this one, where a whole object is compared. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}

/** A text that the pattern fits, where a whole object is compared. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
