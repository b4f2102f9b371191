import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

/** The Chrome DevTools protocol over two pipes of our own child: no port is open that others could find. */
export interface CdpPipe {
  /** Throws what the browser says against it, or that it has gone. `sessionId` speaks to one target. */
  send(method: string, params?: object, sessionId?: string): Promise<unknown>;
  on(listener: (event: CdpEvent) => void): void;
}

export interface CdpEvent {
  method: string;
  params: Record<string, unknown>;
  sessionId: string | undefined;
}

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
  sessionId: z.string().optional(),
});

interface Asked {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Speaks over descriptors 3 and 4 of a browser that was started with `--remote-debugging-pipe`. */
export function openCdpPipe(child: ChildProcess): CdpPipe {
  const to = child.stdio[3] as Writable;
  const from = child.stdio[4] as Readable;
  const asked = new Map<number, Asked>();
  const listeners = new Set<(event: CdpEvent) => void>();
  let lastId = 0;
  let gone = false;
  let rest: Buffer[] = [];

  function hear(text: string): void {
    const { id, method, params = {}, result, error, sessionId } = messageSchema.parse(JSON.parse(text));
    if (method !== undefined) for (const listener of listeners) listener({ method, params, sessionId });
    const waiting = asked.get(id ?? -1);
    if (id === undefined || waiting === undefined) return;
    asked.delete(id);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error.message));
  }

  from.on('data', (chunk: Buffer) => {
    let begin = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, begin)) {
      hear(Buffer.concat([...rest, chunk.subarray(begin, end)]).toString('utf8'));
      rest = [];
      begin = end + 1;
    }
    if (begin < chunk.length) rest.push(chunk.subarray(begin));
  });
  function end(): void {
    gone = true;
    for (const one of asked.values()) one.reject(new Error('the browser has gone'));
    asked.clear();
  }
  child.once('exit', end);
  child.once('error', end);
  // A browser that has gone makes its pipes fail; `end` tells whoever waits.
  to.on('error', () => undefined);
  from.on('error', () => undefined);

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(new Error('the browser has gone'));
        lastId += 1;
        asked.set(lastId, { resolve, reject });
        to.write(
          `${JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
        );
      }),
    on: (listener) => void listeners.add(listener),
  };
}
