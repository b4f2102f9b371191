import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Site {
  url: string;
  close(): Promise<void>;
}

const ANSWER_MS = 300;

/** A portal of one page, which takes a moment. */
export async function openSite(): Promise<Site> {
  const server = createServer((_request, response) => {
    void sleep(ANSWER_MS).then(() =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><h1>Sitio</h1>'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
