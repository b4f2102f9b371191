import { z } from 'zod';
import type { CdpEvent, CdpPort } from './cdp-port.ts';

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
  sessionId: z.string().optional(),
});

interface Asked {
  sessionId: string | undefined;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

export interface Conversation {
  port: CdpPort;
  /** One whole message of the browser's. */
  hear: (text: string) => void;
  /** The browser has gone: whoever waits is told, and nothing more is sent. */
  end: () => void;
}

/** Which answer belongs to which question, over any way on which whole messages are written and heard. */
export function createConversation(write: (text: string) => void): Conversation {
  const asked = new Map<number, Asked>();
  const listeners = new Set<(event: CdpEvent) => void>();
  let lastId = 0;
  let gone = false;
  /** Whoever asked a page that has gone gets no answer of it any more. */
  function left(sessionId: string): void {
    for (const [id, one] of asked) {
      if (one.sessionId !== sessionId) continue;
      asked.delete(id);
      one.reject(new Error('the page has gone'));
    }
  }
  return {
    hear: (text) => {
      const { id, method, params = {}, result, error, sessionId } = messageSchema.parse(JSON.parse(text));
      if (method !== undefined) for (const listener of listeners) listener({ method, params, sessionId });
      if (method === 'Target.detachedFromTarget') left(String(params['sessionId']));
      const waiting = asked.get(id ?? -1);
      if (id === undefined || waiting === undefined) return;
      asked.delete(id);
      if (error === undefined) waiting.resolve(result);
      else waiting.reject(new Error(error.message));
    },
    end: () => {
      gone = true;
      for (const one of asked.values()) one.reject(new Error('the browser has gone'));
      asked.clear();
    },
    port: {
      send: (method, params = {}, sessionId) =>
        new Promise((resolve, reject) => {
          if (gone) return reject(new Error('the browser has gone'));
          lastId += 1;
          asked.set(lastId, { sessionId, resolve, reject });
          write(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
        }),
      on: (listener) => void listeners.add(listener),
    },
  };
}
