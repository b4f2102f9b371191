import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { webhookMessageSchema, type WebhookMessage } from '@sri/shared/protocol/webhook-message.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';

const FILE = fileURLToPath(new URL('./webhook-receiver.ts', import.meta.url));

const heardSchema = z.object({
  path: z.string(),
  id: z.string(),
  verified: z.boolean(),
  signatures: z.number(),
  body: z.string().transform((text) => webhookMessageSchema.parse(JSON.parse(text))),
});
export type Heard = z.output<typeof heardSchema>;

export interface Receiver {
  url: string;
  heard: Heard[];
  /** The messages that arrived at this path. */
  at: (path: string) => Heard[];
  /** With which secret it checks what comes, from now on. */
  knows: (secret: string) => Promise<void>;
  /** The first message of that type that arrives at the path, or has. */
  waitFor: (path: string, type: WebhookMessage['type']) => Promise<Heard>;
  stop: () => Promise<void>;
}

/** Starts a receiver as a process of its own, see `webhook-receiver.ts`. */
export async function startReceiver(): Promise<Receiver> {
  const child = fork(FILE, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const heard: Heard[] = [];
  let port: number | undefined;
  if (child.stdout === null) throw new Error('a child without standard output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as { port?: number };
    if (said.port === undefined) heard.push(heardSchema.parse(said));
    else port = said.port;
  });
  await waitFor('the receiver to listen', () => port !== undefined);
  const at = (path: string): Heard[] => heard.filter((one) => one.path === path);
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    at,
    knows: async (secret) => {
      const known = once(child, 'message');
      child.send(secret);
      await known;
    },
    waitFor: (path, type) => waitFor(`${type} at ${path}`, () => at(path).find(({ body }) => body.type === type)),
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}
