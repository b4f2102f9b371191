import type { Described, PageAct } from '../messages.ts';
import { describeElement } from './describe.ts';
import type { Secrets } from './secrets.ts';

/** How the recorder listens in this document. */
export interface CaptureOptions {
  /** Name of the function by which the browser hands a message to the recorder. */
  binding: string;
  /** CSS of fields that are secret at this portal besides those that are anyway; empty for none. */
  secretSelector: string;
  /** Hear events that a program made too: for tests, since the test tools make some that way. */
  trustAll: boolean;
}

/** What the listeners share. */
export interface Capture {
  options: CaptureOptions;
  secrets: Secrets;
  /** Ends with the listening. */
  signal: AbortSignal;
  /** Counts: an event that a person caused, or a program where tests want that. */
  counts(event: Event): boolean;
  describe(element: Element): Described;
  /** Sends `act`; what was typed and not yet sent goes before it. `at`: ms since 1970, now unless told. */
  emit(act: PageAct, at?: number): void;
  /** Called before anything is sent, for what is held back. */
  beforeEmit(flush: () => void): void;
  /** Sends what is held back, now. */
  flush(): void;
  /** While a person points at data, or the recorder pauses, acts are not recorded. */
  isQuiet(): boolean;
}

export const now = (): number => performance.timeOrigin + performance.now();

/** The innermost element that an event is about, inside open shadow roots too. */
export function elementOf(event: Event): Element | null {
  const [first] = event.composedPath();
  if (first instanceof Element) return first;
  return first instanceof Node ? first.parentElement : null;
}

export function makeCapture(
  options: CaptureOptions,
  parts: {
    secrets: Secrets;
    signal: AbortSignal;
    isQuiet: () => boolean;
    send: (text: string) => void;
    doc: string;
    nextSeq: () => number;
  },
): Capture {
  const { secrets, signal, isQuiet } = parts;
  const flushes: (() => void)[] = [];
  let flushing = false;
  const send = (act: PageAct, at: number): void => {
    // The clock of two messages of one document is never the same, and never goes back.
    const message = { doc: parts.doc, seq: parts.nextSeq(), at, act };
    const text = JSON.stringify(message);
    parts.send(secrets.isTainted(text) ? JSON.stringify({ ...message, act: { kind: 'withheld' } }) : text);
  };
  const flush = (): void => {
    if (flushing) return;
    flushing = true;
    try {
      for (const one of flushes) one();
    } finally {
      flushing = false;
    }
  };
  return {
    options,
    secrets,
    signal,
    isQuiet,
    counts: (event) => (event.isTrusted || options.trustAll) && !isQuiet(),
    describe: (element) => describeElement(element, secrets.isTainted),
    emit: (act, at = now()) => {
      flush();
      send(act, at);
    },
    beforeEmit: (one) => void flushes.push(one),
    flush,
  };
}
