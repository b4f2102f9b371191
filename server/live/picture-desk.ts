import type { WebSocket } from 'ws';
import { AppError } from '@sri/shared/errors.ts';
import type { ClientMessage, ServerMessage } from '@sri/shared/protocol/api/live.ts';
import { mayDo } from '@sri/shared/protocol/permissions.ts';
import type { Caller } from '../http/route.ts';
import type { FindWatchable } from './follow-job.ts';
import { createFramePace, type FramePace } from './frame-pace.ts';
import type { PictureHub } from './picture-hub.ts';

type Input = Extract<ClientMessage, { type: 'input' }>;

/** Hands input on if the caller has control of that execution; else drops it. */
export type PassInput = (caller: Caller, input: Input) => Promise<void>;

export interface PictureDeskOptions {
  socket: WebSocket;
  send: (message: ServerMessage) => void;
  pictures: PictureHub;
  find: FindWatchable;
  passInput: PassInput;
}

/** What one socket has to do with pictures: it watches some executions, and acts in one. */
export interface PictureDesk {
  /** Throws `not_found` for another organisation's execution, `too_many_requests`. */
  watch: (caller: Caller, jobId: string, pageId: string) => Promise<void>;
  unwatch: (jobId: string) => void;
  seen: (jobId: string) => void;
  input: (caller: Caller, input: Input) => Promise<void>;
  close: () => void;
}

const MAX_WATCHED = 4;
/** Of a hand on a mouse come some 60 a second. */
const MAX_INPUTS_PER_SECOND = 200;

export function createPictureDesk({ socket, send, pictures, find, passInput }: PictureDeskOptions): PictureDesk {
  const watched = new Map<string, { pace: FramePace; stop: () => void }>();
  let inputs = 0;
  let second = 0;
  let passing: Promise<void> = Promise.resolve();

  function unwatch(jobId: string): void {
    watched.get(jobId)?.stop();
    watched.delete(jobId);
  }

  return {
    watch: async ({ orgId }, jobId, pageId) => {
      await find(orgId, jobId);
      if (socket.readyState !== socket.OPEN) return;
      unwatch(jobId);
      if (watched.size >= MAX_WATCHED) {
        throw new AppError('too_many_requests', `At most ${MAX_WATCHED} browsers at a time.`, {
          hint: 'Close one of the pages that show one.',
        });
      }
      const pace = createFramePace(performance.now());
      const one = { pace, stop: () => undefined as void };
      let said = false;
      watched.set(jobId, one);
      try {
        one.stop = pictures.watch(jobId, {
          pageId,
          stills: pace.stills,
          onFrame: (bytes, isPicture) => {
            if (socket.readyState !== socket.OPEN) return;
            const goes = isPicture ? pace.offer(performance.now(), socket.bufferedAmount) : !pace.stills();
            if (pace.stills() !== said) {
              said = pace.stills();
              send({ type: 'pace', jobId, stills: said });
            }
            if (goes) socket.send(bytes);
          },
        });
      } catch (error) {
        watched.delete(jobId);
        throw error;
      }
    },
    unwatch,
    seen: (jobId) => watched.get(jobId)?.pace.seen(performance.now()),
    input: (caller, input) => {
      const now = Math.floor(performance.now() / 1000);
      if (now !== second) [second, inputs] = [now, 0];
      inputs += 1;
      if (inputs > MAX_INPUTS_PER_SECOND || !mayDo(caller.role, 'jobs:run')) return Promise.resolve();
      // One after the other, whatever each takes: keys must keep their order.
      passing = passing.then(() => passInput(caller, input)).catch(() => undefined);
      return passing;
    },
    close: () => {
      for (const jobId of watched.keys()) unwatch(jobId);
    },
  };
}
