import type { WebContents } from 'electron';
import { IPC_CHANNEL } from '../../contract/channel.ts';
import type { EventName, EventPayload } from '../../contract/ipc.ts';

/** Tells one window something unasked; a window that has gone meanwhile hears nothing. */
export type Push = <N extends EventName>(contents: WebContents, event: N, payload: EventPayload<N>) => void;

export const push: Push = (contents, event, payload) => {
  if (!contents.isDestroyed()) contents.send(IPC_CHANNEL, { event, payload });
};
