// A receiver as another firm writes one: a process of its own that checks each message with the library of Standard Webhooks. Says on
// standard output what it heard, a line of JSON each. The last part of the path is what it answers.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

const secrets: string[] = [];
process.on('message', (secret: string) => {
  secrets.splice(0, secrets.length, secret);
  process.send?.('known');
});

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

function verified(body: string, headers: IncomingMessage['headers']): boolean {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, given);
      return true;
    } catch {
      return false;
    }
  });
}

const ANSWERS: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/ok': (response) => response.end('{"gracias":true}'),
  '/failing': (response) => response.writeHead(500).end('se cayó'),
  '/gone': (response) => response.writeHead(410).end(),
  '/later': (response) => response.writeHead(429, { 'retry-after': '3600' }).end(),
  '/elsewhere': (response) => response.writeHead(302, { location: '/ok' }).end(),
  '/silent': () => undefined,
  '/chatty': (response) => response.end('x'.repeat(200_000)),
  '/echo': (response, request) => response.end(`${String(request.headers['webhook-signature'])} ${secrets.join(' ')}`),
};

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { url = '', headers } = request;
    const signatures = String(headers['webhook-signature']).split(' ').length;
    say({ path: url, id: headers['webhook-id'], verified: verified(body, headers), signatures, body });
    (ANSWERS[url] ?? ANSWERS['/ok'])?.(response, request);
  });
});
server.listen(0, '127.0.0.1', () => say({ port: (server.address() as AddressInfo).port }));
