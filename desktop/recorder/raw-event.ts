import type { Candidate } from '@sri/shared/model/locator.ts';
import type { PageAct } from './messages.ts';

/** The frames around an element, outermost first, each by its ways; null where they could not be told in time. */
export type FrameChain = { candidates: Candidate[] }[] | null;

interface Placed {
  /** The same in every order of arrival. */
  id: string;
  /** ms since 1970. */
  at: number;
  /** Counts within one source, for what happened in the same moment. */
  seq: number;
  /** The tab: `main`, `page2` … */
  page: string;
}

/** What a page said. */
export type ActEvent = Placed & { from: 'page'; frame: FrameChain; act: PageAct };

/** What the browser said, or the person told the recorder itself. Addresses are without what may be secret. */
export type HostFact =
  | { kind: 'opened'; url: string }
  /** `askedAt`: when the page asked for it itself; missing where the person did, outside the page. */
  | { kind: 'navigated'; url: string; askedAt?: number }
  | { kind: 'moved'; url: string }
  | { kind: 'popup'; opened: string }
  | { kind: 'closed' }
  | { kind: 'download' }
  | { kind: 'dialog'; type: string; accepted: boolean; text?: string }
  /** A request of the page's scripts, with when it was answered. */
  | { kind: 'answered'; path: string; endedAt: number }
  | { kind: 'back' }
  | { kind: 'reload' }
  /** A choice from the recorder's list, about the element under the last right click. */
  | { kind: 'listed'; choice: 'hover' | 'doubleClick' | 'waitFor' | 'checkText'; about: string };

export type HostEvent = Placed & { from: 'host'; fact: HostFact };

export type RawEvent = ActEvent | HostEvent;

/** The same order for the same events, in whatever order they arrived. */
export function inOrder(events: readonly RawEvent[]): RawEvent[] {
  return events.toSorted(
    (a, b) =>
      a.at - b.at ||
      (a.id === b.id ? 0 : a.from === b.from && sourceOf(a) === sourceOf(b) ? a.seq - b.seq : a.id < b.id ? -1 : 1),
  );
}

const sourceOf = ({ id }: RawEvent): string => id.replace(/-\d+$/, '');
