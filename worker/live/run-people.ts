import { deferred, type Deferred } from '@sri/shared/lang/deferred.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import type { Ask } from '@sri/shared/model/live-event.ts';
import type { LiveOrder } from '@sri/shared/protocol/job-control.ts';
import type { PageInput } from '@sri/shared/protocol/page-input.ts';
import { within } from '../browser/scope.ts';
import type { People } from '../steps/people.ts';
import { dispatchInput } from './dispatch-input.ts';
import { createLiveView, type LiveView, type Stage } from './live-view.ts';
import type { SendFrame } from './send-frame.ts';

/** A page that does not take its keys does not keep the flow for longer. */
const LAST_KEYS_MS = 10_000;

export interface RunPeopleOptions {
  sendFrame: SendFrame;
  /** The run asks; null: it goes on. */
  onAsk: (ask: Ask | null) => void;
  /** A person took control (true) or it is free again. */
  onHeld: (held: boolean) => void;
}

/** The people of one run: who watches, who has control, who is asked. */
export interface RunPeople extends People {
  hear: (order: LiveOrder) => void;
  /** From now on there is something to see. Returns how to end it. */
  enter: (stage: Stage) => () => Promise<void>;
}

/*
 * free ──hold──> held ──hold again──> held (its time begins anew)
 *   ^              ├──hold null───────┐
 *   └──────────────┴──its time ends───┘
 *
 * While it is held the flow waits between two steps, and input of that hold alone reaches the page.
 */
export function createRunPeople({ sendFrame, onAsk, onHeld }: RunPeopleOptions): RunPeople {
  let view: LiveView | undefined;
  let hold: { id: string; timer: NodeJS.Timeout; free: Deferred<void> } | undefined;
  let question: { kind: Ask['kind']; answer: (text: string) => void } | undefined;
  let watching: Extract<LiveOrder, { type: 'watch' }> | undefined;
  let typing: Promise<void> = Promise.resolve();

  function free(): void {
    if (hold === undefined) return;
    clearTimeout(hold.timer);
    const { free: freed } = hold;
    hold = undefined;
    onHeld(false);
    // What was typed before is on its way to the page yet.
    void (async () => {
      await Promise.race([typing, delay(LAST_KEYS_MS)]);
      freed.resolve();
      if (question?.kind === 'person') question.answer('');
    })();
  }

  function take({ id, forMs }: { id: string; forMs: number }): void {
    const fresh = hold === undefined;
    if (hold !== undefined) clearTimeout(hold.timer);
    hold = { id, timer: setTimeout(free, forMs), free: hold?.free ?? deferred() };
    if (fresh) onHeld(true);
  }

  /** One after the other: a key must not overtake the click before it. */
  function act(pageId: string, input: PageInput): void {
    const page = view?.page(pageId);
    if (page === undefined || page.isClosed()) return;
    typing = typing.then(() => dispatchInput(page, input));
  }

  return {
    hear: (order) => {
      if (order.type === 'watch') {
        watching = order;
        view?.watch(order);
      } else if (order.type === 'hold') {
        if (order.hold === null) free();
        else take(order.hold);
      } else if (order.type === 'input') {
        if (order.holdId === hold?.id) act(order.pageId, order.input);
      } else if (question !== undefined && question.kind !== 'person') question.answer(order.code);
    },
    enter: (stage) => {
      const opened = createLiveView(stage, sendFrame);
      view = opened;
      if (watching !== undefined) opened.watch(watching);
      return async () => {
        view = undefined;
        await opened.stop();
      };
    },
    untilFree: async (scope) => {
      // Somebody else may have taken it in the meantime.
      for (let held = hold; held !== undefined; held = hold) await within(scope, held.free.promise);
    },
    ask: async ({ timeoutMs, ...asked }, scope) => {
      const answered = Promise.withResolvers<string | null>();
      const late = setTimeout(() => answered.resolve(null), timeoutMs);
      question = { kind: asked.kind, answer: answered.resolve };
      onAsk({ ...asked, until: Date.now() + timeoutMs });
      try {
        return await within(scope, answered.promise);
      } finally {
        clearTimeout(late);
        question = undefined;
        onAsk(null);
      }
    },
  };
}
