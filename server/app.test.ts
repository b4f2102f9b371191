import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError, ERROR_CODES } from '@sri/shared/errors.ts';
import { idSchema, newId } from '@sri/shared/model/ids.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import { defineEndpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { createApp } from './app.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { createRouteMaker, type Caller, type Route } from './http/route.ts';
import { listen } from './test/listen.ts';

const base = { summary: 'A test', tag: 'test', status: 200, permission: 'public' } as const;

const things = defineEndpoint({ ...base, method: 'GET', path: '/api/things', response: z.array(z.string()) });
const makeThing = defineEndpoint({
  method: 'POST',
  path: '/api/things',
  summary: 'Makes',
  tag: 'test',
  permission: 'flows:write',
  status: 201,
  body: z.strictObject({ name: z.string().min(1), parts: z.array(z.object({ size: z.number() })).default([]) }),
  bodyLimit: 10_000,
  response: z.object({ name: z.string(), by: z.string() }),
});
const thing = defineEndpoint({
  method: 'GET',
  path: '/api/things/:id',
  summary: '',
  tag: 'test',
  permission: 'member',
  status: 200,
  params: z.object({ id: idSchema }),
  query: z.object({ limit: z.coerce.number().int().max(10).default(5) }),
  response: z.object({ id: z.string(), limit: z.number() }),
});
const special = defineEndpoint({
  method: 'GET',
  path: '/api/things/special',
  summary: '',
  tag: 'test',
  permission: 'public',
  status: 200,
  response: z.string(),
});
const empty = defineEndpoint({
  method: 'POST',
  path: '/api/empty',
  summary: '',
  tag: 'test',
  permission: 'public',
  status: 204,
});
const lenient = defineEndpoint({
  method: 'POST',
  path: '/api/lenient',
  summary: '',
  tag: 'test',
  permission: 'public',
  status: 200,
  credentials: 'lenient',
  response: z.string(),
});
const failing = defineEndpoint({
  method: 'GET',
  path: '/api/failing',
  summary: '',
  tag: 'test',
  permission: 'public',
  status: 200,
  response: z.string(),
});
const busy = defineEndpoint({
  method: 'GET',
  path: '/api/busy',
  summary: '',
  tag: 'test',
  permission: 'public',
  status: 200,
  response: z.string(),
});

const callers: Record<string, Caller> = {
  creator: { orgId: newId(), userId: newId(), role: 'creator', via: 'token' },
  reader: { orgId: newId(), userId: newId(), role: 'reader', via: 'token' },
};
const authenticate = createAuthenticate(({ text, from }) => {
  const caller = callers[text];
  if (caller === undefined) return Promise.reject(new AppError('unauthenticated', 'wrong', { hint: 'Sign in.' }));
  return Promise.resolve(from === 'cookie' ? { ...caller, via: 'cookie' } : caller);
});
const route = createRouteMaker(authenticate);
const lines: string[] = [];
const log = createLogger({ name: 'test', level: 'silent' });
log.error = ((fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }))) as never;

const routes: Route[] = [
  route(thing, ({ params, query }) => Promise.resolve({ id: params.id, limit: query.limit })),
  route(things, () => Promise.resolve(['a'])),
  route(makeThing, ({ body, caller }) => Promise.resolve({ name: body.name, by: caller.userId })),
  route(special, () => Promise.resolve('special')),
  route(empty, () => Promise.resolve(undefined)),
  route(lenient, ({ caller }) => Promise.resolve(caller?.role ?? 'nobody')),
  route(failing, () => Promise.reject(new Error('password=hunter2 in /srv/secret'))),
  route(busy, () =>
    Promise.reject(new AppError('database_unavailable', 'away', { hint: 'Wait.', retryAfterSeconds: 4.2 })),
  ),
];

let api: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  api = await listen(createApp({ routes, log }));
});
afterAll(() => api.close());

describe('answers', () => {
  test('an exact path wins over a parameter, whatever the order', async () => {
    expect((await api.call('GET', '/api/things/special')).body).toBe('special');
  });

  test('every answer has a request id; one that a proxy sent is kept, rubbish is not', async () => {
    const own = await api.call('GET', '/api/things');
    expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const sent = await api.call('GET', '/api/things', { headers: { 'x-request-id': 'proxy-12345' } });
    expect(sent.headers.get('x-request-id')).toBe('proxy-12345');
    const rubbish = await api.call('GET', '/api/things', { headers: { 'x-request-id': '<script>' } });
    expect(rubbish.headers.get('x-request-id')).not.toBe('<script>');
  });

  test('headers forbid loading, framing and caching, and name no product', async () => {
    const { headers } = await api.call('GET', '/api/things');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('two routes of one method and path are a fault of the program', () => {
    expect(() => createApp({ routes: [...routes, routes[0] as Route], log })).toThrow(
      'two routes for GET /api/things/:id',
    );
  });
});

describe('refusals', () => {
  test('an unknown path is 404, a known one under another method 405 with Allow', async () => {
    const unknown = await api.call('GET', '/api/nothing');
    expect(unknown.problem()).toMatchObject({ status: 404, code: 'not_found' });
    const wrong = await api.call('DELETE', '/api/things');
    expect(wrong.problem()).toMatchObject({ status: 405, code: 'method_not_allowed', hint: 'Use GET, POST.' });
    expect(wrong.headers.get('allow')).toBe('GET, POST');
  });

  test('a bad % escape is 404, not 500', async () => {
    expect((await api.call('GET', '/api/things/%E0%A4%A')).problem().code).toBe('not_found');
  });

  test('an id that is none is 404, like one that does not exist', async () => {
    const answer = await api.call('GET', '/api/things/1%27%20or%20true', { token: 'reader' });
    expect(answer.problem()).toMatchObject({ status: 404, code: 'not_found' });
  });

  test('without a token 401, with too small a role 403, and the body is not looked at before', async () => {
    const anonymous = await api.call('POST', '/api/things', { rawBody: '{' });
    expect(anonymous.problem()).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(anonymous.headers.get('www-authenticate')).toContain('Bearer');
    const reader = await api.call('POST', '/api/things', { token: 'reader', rawBody: '{' });
    expect(reader.problem()).toMatchObject({ status: 403, code: 'forbidden' });
  });

  test('a wrong token is refused where none would do, but not where the call is lenient', async () => {
    expect((await api.call('GET', '/api/things', { token: 'wrong' })).status).toBe(401);
    expect((await api.call('POST', '/api/lenient', { token: 'wrong' })).body).toBe('nobody');
    expect((await api.call('POST', '/api/lenient', { token: 'reader' })).body).toBe('reader');
  });

  test.each(['Basic dXNlcjpwdw==', 'Bearer', 'Bearer a b', 'creator'])(
    'Authorization "%s" is 401',
    async (authorization) => {
      const answer = await api.call('GET', '/api/things', { headers: { authorization } });
      expect(answer.problem().code).toBe('unauthenticated');
    },
  );

  test('the cookie reads by itself, and changes only with the header of the console', async () => {
    const cookie = 'other=1; sri_session=creator';
    const id = newId();
    expect((await api.call('GET', `/api/things/${id}`, { headers: { cookie } })).status).toBe(200);
    const forged = await api.call('POST', '/api/things', { headers: { cookie }, body: { name: 'x' } });
    expect(forged.problem().code).toBe('client_header_missing');
    const own = await api.call('POST', '/api/things', {
      headers: { cookie, 'x-sri-client': 'web' },
      body: { name: 'x' },
    });
    expect(own.status).toBe(201);
  });

  test('faults of body and query are named by their field', async () => {
    const body = { name: '', parts: [{ size: 1 }, { size: 'big' }], extra: 1 };
    const { status, code, errors } = (await api.call('POST', '/api/things', { token: 'creator', body })).problem();
    expect([status, code]).toEqual([422, 'invalid_request']);
    expect(new Set(errors?.map(({ field }) => field))).toEqual(new Set(['name', 'parts[1].size', 'extra']));
    const query = await api.call('GET', `/api/things/${newId()}?limit=11`, { token: 'reader' });
    expect(query.problem().errors?.[0]?.field).toBe('limit');
  });

  test('a call without a body takes none, or an empty one', async () => {
    expect((await api.call('POST', '/api/empty')).status).toBe(204);
    expect((await api.call('POST', '/api/empty', { rawBody: '{}' })).status).toBe(204);
    expect((await api.call('POST', '/api/empty', { body: { a: 1 } })).problem().code).toBe('invalid_request');
  });

  test.each([
    ['cut off', 'malformed_json', 400, '{"name": '],
    ['with a name twice', 'malformed_json', 400, '{"name":"a","name":"b"}'],
    ['nested too deep', 'malformed_json', 400, `{"name":${'['.repeat(100)}${']'.repeat(100)}}`],
    ['not in UTF-8', 'malformed_json', 400, Buffer.from([0x22, 0xff, 0x22])],
    ['too large', 'payload_too_large', 413, `{"name":"${'x'.repeat(10_000)}"}`],
    ['null', 'invalid_request', 422, 'null'],
    ['a list', 'invalid_request', 422, '[]'],
  ])('R56 a body that is %s is %s', async (_what, code, status, rawBody) => {
    const answer = await api.call('POST', '/api/things', { token: 'creator', rawBody });
    expect(answer.problem()).toMatchObject({ code, status });
  });

  test.each([
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'gzip' },
  ])('%o is 415', async (headers) => {
    const answer = await api.call('POST', '/api/things', { token: 'creator', rawBody: '{"name":"x"}', headers });
    expect(answer.problem()).toMatchObject({ code: 'unsupported_media_type', status: 415 });
  });

  test('a body that grows beyond its limit while it comes is 413', async () => {
    const stream = new ReadableStream({
      start: (controller) => {
        for (let part = 0; part < 20; part += 1) controller.enqueue(new TextEncoder().encode('x'.repeat(1000)));
        controller.close();
      },
    });
    const init = { method: 'POST', body: stream, duplex: 'half', headers: { authorization: 'Bearer creator' } };
    const response = await fetch(`${api.url}/api/things`, init as RequestInit);
    expect(response.status).toBe(413);
  });

  test('503 says when to come again', async () => {
    const answer = await api.call('GET', '/api/busy');
    expect(answer.problem()).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  test('an unexpected error tells the caller nothing and the log everything, under one id', async () => {
    const answer = await api.call('GET', '/api/failing');
    const problem = answer.problem();
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.text).not.toMatch(/hunter2|secret|Error/);
    expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
    expect(lines.find((line) => line.includes(problem.requestId ?? '-'))).toContain('/api/failing');
  });
});

describe('documentation', () => {
  test('OpenAPI describes every route, and its references lead somewhere', async () => {
    const { body, text } = await api.call('GET', '/api/openapi.json');
    const document = body as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
      components: { schemas: object };
    };
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(new Set(described)).toEqual(new Set(routes.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`)));
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(references.length).toBeGreaterThan(routes.length);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  test('the page, and everything it loads, comes from here', async () => {
    const page = await api.call('GET', '/api/docs');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).toMatch(/^\/api\/docs\//);
      expect((await api.call('GET', link)).status).toBe(200);
    }
  });

  test('the page has an anchor for every error code, which is what the problems point to', async () => {
    const { text } = await api.call('GET', '/api/docs');
    const missing = Object.keys(ERROR_CODES).filter((code) => !text.includes(`id="error-${code}"`));
    expect(missing).toEqual([]);
  });
});
