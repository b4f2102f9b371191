import { fromProblem } from '@sri/shared/errors.ts';
import type { SriWindow } from '../../contract/channel.ts';
import {
  answerSchema,
  CALLS,
  EVENTS,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
} from '../../contract/ipc.ts';

/** Calls of the main process, typed by the contract. */
export interface DesktopCalls {
  /** Throws the `AppError` that the main process ended with. */
  call: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Returns how to stop listening. */
  listen: <N extends EventName>(name: N, on: (payload: EventPayload<N>) => void) => () => void;
}

/** The typed side of what the preload script put into the page. */
export function desktopCalls(sri: SriWindow): DesktopCalls {
  return {
    call: async (name, input) => {
      const answer = answerSchema.parse(await sri.invoke(name, input));
      if (!answer.ok) throw fromProblem(answer.problem);
      return CALLS[name].output.parse(answer.value) as CallOutput<typeof name>;
    },
    listen: (name, on) => sri.on(name, (payload) => on(EVENTS[name].parse(payload) as EventPayload<typeof name>)),
  };
}
