import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { getJob, listJobs } from '@sri/shared/protocol/api/jobs.ts';
import { login } from '@sri/shared/protocol/api/auth.ts';
import { putDraft } from '@sri/shared/protocol/api/flow-drafts.ts';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import { addressOf, httpRequest } from './http-request.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A real server at the place of the page's origin: in Node a relative address needs a base. */
async function serve(handler: RequestListener): Promise<void> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => void server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const real = fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init));
}

test('fills params in and leaves out what is not set', () => {
  expect(addressOf(getJob, { params: { id: 'a b' } })).toBe('/api/jobs/a%20b');
  expect(addressOf(listJobs, { query: { status: 'failed,queued', limit: 50, cursor: undefined } })).toBe(
    '/api/jobs?status=failed%2Cqueued&limit=50',
  );
});

test('sends the client header and the body', async () => {
  const seen: unknown[] = [];
  await serve((request, response) => {
    seen.push(request.headers['x-sri-client'], request.headers['content-type'], request.method);
    response.writeHead(401, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({
        type: 'x',
        title: 'x',
        status: 401,
        code: 'invalid_credentials',
        detail: 'wrong',
        hint: 'look',
      }),
    );
  });
  await expect(httpRequest(login, { body: {} })).rejects.toMatchObject({ code: 'invalid_credentials', hint: 'look' });
  expect(seen).toEqual(['web', 'application/json', 'POST']);
});

test('sends the headers that the call names, and no others', async () => {
  const seen: unknown[] = [];
  await serve((request, response) => {
    seen.push(request.headers['if-match'], request.headers['x-other']);
    response.writeHead(500).end();
  });
  const headers = { 'if-match': '"3"', 'x-other': 'no' };
  await expect(httpRequest(putDraft, { params: { id: 'f' }, headers, body: {} })).rejects.toThrow('500');
  await expect(httpRequest(getHealth, { headers })).rejects.toThrow('500');
  expect(seen).toEqual(['"3"', undefined, undefined, undefined]);
});

test.each([
  ['a proxy that cannot reach it', 502, '<html>Bad gateway</html>', 'server_unreachable'],
  ['an error without a document', 500, 'oops', 'internal'],
  ['an answer of another shape', 200, '{"status":"fine"}', 'internal'],
])('%s is told as %d -> %s', async (_name, status, body, code) => {
  await serve((_request, response) => response.writeHead(status).end(body));
  await expect(httpRequest(getHealth, {})).rejects.toMatchObject({ code });
});

test('no answer at all is server_unreachable', async () => {
  await serve((request) => request.socket.destroy());
  await expect(httpRequest(getHealth, {})).rejects.toMatchObject({ code: 'server_unreachable' });
});
