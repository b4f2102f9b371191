import type { After } from '@sri/shared/model/step-base.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import type { Described } from '../messages.ts';
import type { ActEvent } from '../raw-event.ts';
import type { Dropped, RecordedStep } from './recorded-step.ts';

/** A step while it may still change, with what followed it. */
export interface Work extends RecordedStep {
  /** When it began and when it was last acted on, ms since 1970. */
  firstAt: number;
  at: number;
  page: string;
  /** The element could be seen. */
  visible: boolean;
  led: { url?: After; response?: string; gone?: { target: Target; removed: boolean; id: string } };
  /** Something followed that a second act of the same kind would cause again. */
  closed: boolean;
}

/** Everything that the reducer knows between two events. */
export interface State {
  steps: Work[];
  dropped: Dropped[];
  /** Where each tab is. */
  urls: Map<string, string>;
  /** When each tab was opened by another one. */
  openedAt: Map<string, number>;
  /** Elements under right clicks, by the event's id. */
  contexts: Map<string, { event: ActEvent; target: Described; text: string }>;
  /** Paths that the page asks for by itself. */
  polled: Set<string>;
  /** When a tab last went elsewhere though nobody did anything. */
  strayedAt: Map<string, number>;
  lastDownloadAt: number;
}

export const emptyState = (): State => ({
  steps: [],
  dropped: [],
  urls: new Map(),
  openedAt: new Map(),
  contexts: new Map(),
  polled: new Set(),
  strayedAt: new Map(),
  lastDownloadAt: 0,
});

/** Steps that make a page do something. */
export const isAct = ({ step }: Work): boolean =>
  !['waitFor', 'assert', 'extract', 'extractTable', 'dialog', 'checkSession'].includes(step.type);

/** The last act in a tab, if it was at most `ms` ago. */
export function causeOf(state: State, page: string | null, at: number, ms: number): Work | undefined {
  const last = state.steps.findLast((work) => isAct(work) && (page === null || work.page === page));
  return last !== undefined && at >= last.firstAt - 50 && at - last.at <= ms ? last : undefined;
}
