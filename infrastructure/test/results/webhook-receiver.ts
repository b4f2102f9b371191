import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  id: string;
  event: { type: string; data: { jobId?: string; status?: string } };
}

export interface WebhookReceiver {
  url: string;
  /** Messages whose signature holds, in their order. */
  received: Received[];
  /** Messages whose signature does not. */
  refused: number;
  /** From now on each message has to carry a signature of this secret. */
  expectSecret: (secret: string) => void;
  close: () => Promise<void>;
}

function idOf(headers: IncomingHttpHeaders): string {
  return String(headers['webhook-id'] ?? '');
}

/** A system that is told of executions, and believes what the Standard Webhooks library verifies. */
export async function startReceiver(): Promise<WebhookReceiver> {
  let webhook: Webhook | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      try {
        const event = webhook?.verify(body, request.headers as Record<string, string>) as Received['event'];
        receiver.received.push({ id: idOf(request.headers), event });
        response.writeHead(204).end();
      } catch {
        receiver.refused += 1;
        response.writeHead(401).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/avisos`,
    received: [],
    refused: 0,
    expectSecret: (secret) => (webhook = new Webhook(secret)),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
  return receiver;
}
