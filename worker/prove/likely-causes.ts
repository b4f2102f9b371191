import type { Session } from '@sri/shared/model/session.ts';
import type { LeftOut, ProofCause } from '@sri/shared/model/session-proof.ts';

/** Of the browser that tried the session. */
export interface Tried {
  browserVersion: string;
  leftOut: readonly LeftOut[];
}

const majorOf = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];

/** The session was captured in another version than the worker's: what a page can measure does not fit what is said. */
function looksLikeAnother(userAgent: string | undefined, browserVersion: string): boolean {
  if (userAgent === undefined) return true;
  return majorOf(userAgent, /(?:Chrome|Chromium)\/(\d+)/) !== majorOf(browserVersion, /(\d+)/);
}

/**
 * What may make the difference between here and there, likeliest first: what is known to be missing, then what is known
 * to differ, then the address from which the portal is reached, which is all that is left.
 */
export function likelyCauses({ environment }: Session, { browserVersion, leftOut }: Tried): ProofCause[] {
  const stored = leftOut.some((part) => part === 'localStorage' || part === 'sessionStorage' || part === 'indexedDB');
  const causes: [ProofCause, boolean][] = [
    ['storage', stored],
    ['cookies', leftOut.includes('cookies')],
    ['otherSites', leftOut.includes('otherSites')],
    ['language', environment?.languages === undefined],
    ['timezone', environment?.timezone === undefined],
    ['userAgent', looksLikeAnother(environment?.userAgent, browserVersion)],
    ['exit', true],
  ];
  return causes.filter(([, holds]) => holds).map(([cause]) => cause);
}
