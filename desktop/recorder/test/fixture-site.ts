import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fixture } from './fixture.ts';

export interface FixtureSite {
  urlOf(fixture: Fixture): string;
  otherUrlOf(fixture: Fixture): string;
  /** What the fixture's pages noted since the last `forget`. */
  notes(fixture: Fixture): string[];
  forget(fixture: Fixture): void;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** All fixtures on one server; 127.0.0.1 and localhost are two sites to a browser. */
export async function startFixtureSite(fixtures: readonly Fixture[]): Promise<FixtureSite> {
  const notes = new Map<string, string[]>();
  const byName = new Map(fixtures.map((fixture) => [fixture.name, fixture]));
  const other = (): string => `http://localhost:${(server.address() as AddressInfo).port}`;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://x.test');
    const [, about] = /^\/nota\/(.+)$/.exec(url.pathname) ?? [];
    if (about !== undefined) {
      notes.get(about)?.push(await bodyOf(request));
      return void response.writeHead(204).end();
    }
    const [, name = '', ...rest] = url.pathname.split('/');
    const page = byName.get(name)?.pages[rest.join('/')];
    if (page === undefined) return void response.writeHead(404).end('no existe');
    if (typeof page === 'function') return page(response, url, request);
    const text = page.replaceAll('OTHER', `${other()}/${name}`).replaceAll('NOTE_PATH', `/nota/${name}`);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urlOf: ({ name }) => `${own}/${name}/`,
    otherUrlOf: ({ name }) => `${other()}/${name}/`,
    notes: ({ name }) => notes.get(name) ?? [],
    forget: ({ name }) => void notes.set(name, []),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
