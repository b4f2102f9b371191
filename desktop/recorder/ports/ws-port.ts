import { WebSocket } from 'ws';
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
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Speaks to a browser over its debugging address, as `ws://127.0.0.1:9222/devtools/browser/…`. */
export async function openWsPort(url: string): Promise<CdpPort & { close(): void }> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const asked = new Map<number, Asked>();
  const listeners = new Set<(event: CdpEvent) => void>();
  let lastId = 0;
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const one of asked.values()) one.reject(new Error('the browser has gone'));
    asked.clear();
  });
  socket.on('message', (data: Buffer) => {
    const {
      id,
      method,
      params = {},
      result,
      error,
      sessionId,
    } = messageSchema.parse(JSON.parse(data.toString('utf8')));
    if (method !== undefined) for (const listener of listeners) listener({ method, params, sessionId });
    const waiting = asked.get(id ?? -1);
    if (id === undefined || waiting === undefined) return;
    asked.delete(id);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error.message));
  });
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('the browser has gone'));
        lastId += 1;
        asked.set(lastId, { resolve, reject });
        socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
    on: (listener) => void listeners.add(listener),
    close: () => socket.close(),
  };
}
