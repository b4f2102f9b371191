import type { Ask } from '@sri/shared/model/live-event.ts';
import type { Scope } from '../browser/scope.ts';

export interface Question {
  kind: Ask['kind'];
  path: string;
  message: string;
  options?: string[];
  timeoutMs: number;
}

/** The people who can act on an execution while it runs. */
export interface People {
  /** Resolves when nobody has control; at once where nobody took it. Rejects when the scope ends. */
  untilFree: (scope: Scope) => Promise<void>;
  /**
   * Asks a person and waits: for the code or the answer, or until somebody took control and gave it back (then the answer is empty).
   * Resolves to null when the time is over. Rejects when the scope ends.
   */
  ask: (question: Question, scope: Scope) => Promise<string | null>;
}

/** Nobody is there. */
export const NOBODY: People = { untilFree: () => Promise.resolve(), ask: () => Promise.resolve(null) };
