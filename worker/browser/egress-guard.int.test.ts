import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startHitServer, type HitServer } from '../test/hit-server.ts';
import { createEgressGuard, type EgressGuard, type EgressGuardOptions } from './egress-guard.ts';
import { parseEgressMap, parseEgressRules } from '@sri/shared/node/egress/egress-rules.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function server(...args: Parameters<typeof startHitServer>): Promise<HitServer> {
  const started = await startHitServer(...args);
  closers.push(started.close);
  return started;
}

async function guardWith(
  rules: { allow?: string; deny?: string; map?: string } & Partial<
    Pick<EgressGuardOptions, 'resolve' | 'connectTimeoutMs' | 'proxy'>
  >,
): Promise<EgressGuard> {
  const { allow = '', deny = '', map = '', ...rest } = rules;
  const guard = await createEgressGuard({
    allow: parseEgressRules(allow),
    deny: parseEgressRules(deny),
    map: parseEgressMap(map),
    ...rest,
  });
  closers.push(guard.close);
  return guard;
}

interface Answer {
  status: number;
  mark: string | undefined;
  body: Buffer;
}

/** A request as a browser sends it to a proxy. */
function get(
  guard: EgressGuard,
  url: string,
  init: { method?: string; body?: Buffer; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(guard.url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: url, method: init.method ?? 'GET', headers: { host: 'x', ...init.headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            mark: answer.headers['x-sri-egress'] as string | undefined,
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(init.body);
  });
}

/** The status line of a CONNECT, and the socket behind it. */
function openTunnel(guard: EgressGuard, authority: string): Promise<{ status: string; socket: Socket }> {
  const { hostname, port } = new URL(guard.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`),
    );
    closers.push(() => void socket.destroy());
    socket.once('error', reject);
    socket.once('data', (data: Buffer) => resolve({ status: data.toString().split('\r\n')[0] ?? '', socket }));
  });
}

describe('R51 what is refused never reaches a server', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    'localhost',
    'LOCALHOST.',
    '0.0.0.0',
    '[::ffff:127.0.0.1]',
    '127.0.0.1.',
  ])('by plain request and by tunnel: %s', async (host) => {
    const inside = await server();
    const guard = await guardWith({});
    const plain = await get(guard, `http://${host}:${inside.port}/secret`);
    expect(plain).toMatchObject({ status: 403, mark: 'refused' });
    const { status } = await openTunnel(guard, `${host}:${inside.port}`);
    expect(status).toBe('HTTP/1.1 403 Refused');
    expect(inside.connections()).toBe(0);
    expect(guard.failureOf(host, inside.port)).toMatchObject({ kind: 'refused' });
  });

  it('a name that leads inside, also one whose answer changes between two look-ups', async () => {
    const inside = await server();
    const answers = [['93.184.215.14'], ['127.0.0.1'], ['10.0.0.1', '127.0.0.1']];
    let asked = 0;
    const guard = await guardWith({
      resolve: () => Promise.resolve(answers[asked++ % answers.length] ?? []),
      connectTimeoutMs: 50,
    });
    for (let round = 0; round < 6; round += 1) {
      const { status } = await get(guard, `http://rebind.example:${inside.port}/`);
      expect(status).toBe(403);
    }
    expect(asked).toBe(6);
    expect(inside.connections()).toBe(0);
  });

  it('what EGRESS_DENY excludes, whatever EGRESS_ALLOW and EGRESS_MAP say', async () => {
    const inside = await server();
    const guard = await guardWith({
      allow: 'loopback localhost',
      deny: `127.0.0.1:${inside.port}`,
      map: `mapped.example:80=127.0.0.1:${inside.port}`,
    });
    for (const host of [
      `localhost:${inside.port}`,
      `[::ffff:127.0.0.1]:${inside.port}`,
      `127.0.0.1:${inside.port}`,
      'mapped.example',
    ]) {
      expect([host, (await get(guard, `http://${host}/`)).status]).toEqual([host, 403]);
    }
    expect(inside.connections()).toBe(0);
  });

  it('itself, other schemes and requests that are none for a proxy', async () => {
    const guard = await guardWith({ allow: 'loopback' });
    expect((await get(guard, `${guard.url}/`)).status).toBe(403);
    expect((await openTunnel(guard, new URL(guard.url).host)).status).toBe('HTTP/1.1 403 Refused');
    for (const path of ['/', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'https://127.0.0.1/']) {
      expect([path, (await get(guard, path)).status]).toEqual([path, 403]);
    }
    for (const authority of ['127.0.0.1', 'a@127.0.0.1:80', '127.0.0.1:0', '127.0.0.1:99999', '/:80']) {
      expect([authority, (await openTunnel(guard, authority)).status]).toEqual([authority, 'HTTP/1.1 400 Refused']);
    }
  });
});

describe('what is let through', () => {
  it('reaches the server with method, headers and body, without the proxy’s own headers', async () => {
    let seen: unknown;
    const site = await server((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        seen = {
          method: request.method,
          url: request.url,
          headers: request.headers,
          body: Buffer.concat(parts).toString(),
        };
        response.writeHead(201, { 'x-site': 'yes', 'x-sri-egress': 'refused' }).end('made');
      });
    });
    const guard = await guardWith({ allow: `127.0.0.1:${site.port}` });
    const answer = await get(guard, `http://127.0.0.1:${site.port}/a?b=c`, {
      method: 'POST',
      body: Buffer.from('hola'),
      headers: {
        host: `127.0.0.1:${site.port}`,
        cookie: 'a=b',
        'proxy-authorization': 'x',
        'proxy-connection': 'keep-alive',
      },
    });
    expect(answer).toMatchObject({ status: 201, mark: undefined, body: Buffer.from('made') });
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/a?b=c',
      body: 'hola',
      headers: { cookie: 'a=b', host: `127.0.0.1:${site.port}` },
    });
    expect(seen).not.toHaveProperty('headers.proxy-authorization');
  });

  it('passes a big body on, whole', async () => {
    const block = randomBytes(1024 * 1024);
    const sum = createHash('sha256');
    const site = await server((_request, response) => {
      let left = 16;
      const more = (): void => {
        while (left > 0) {
          left -= 1;
          sum.update(block);
          if (!response.write(block)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const guard = await guardWith({ allow: 'loopback' });
    const answer = await get(guard, `http://127.0.0.1:${site.port}/`);
    expect(createHash('sha256').update(answer.body).digest('hex')).toBe(sum.digest('hex'));
  });

  it('carries a tunnel both ways, and what the map sends elsewhere', async () => {
    const site = await server();
    const guard = await guardWith({ map: `example.com:443=127.0.0.1:${site.port}` });
    const { status, socket } = await openTunnel(guard, 'Example.com:443');
    expect(status).toBe('HTTP/1.1 200 Connection established');
    socket.write('GET /through HTTP/1.1\r\nHost: example.com\r\n\r\n');
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data: Buffer) => resolve(data.toString())),
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
    expect(site.hits).toEqual(['GET /through']);
  });

  it('says what failed: no such name, nobody there, no answer; and forgets it after a success', async () => {
    const site = await server();
    const guard = await guardWith({
      allow: 'loopback',
      resolve: (name) =>
        name === 'nowhere.example' ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(['127.0.0.1']),
    });
    expect(await get(guard, 'http://nowhere.example/')).toMatchObject({ status: 502, mark: 'unresolved' });
    const gone = await server();
    await gone.close();
    expect(await get(guard, `http://down.example:${gone.port}/`)).toMatchObject({ status: 502, mark: 'unreachable' });
    expect(guard.failureOf('down.example', gone.port)).toEqual({
      kind: 'unreachable',
      message: `down.example:${gone.port} cannot be reached.`,
    });
    expect(await get(guard, `http://up.example:${site.port}/`)).toMatchObject({ status: 200 });
    expect(guard.failureOf('up.example', site.port)).toBeNull();
  });

  it('survives a site that closes its kept connection, or breaks off half-way', async () => {
    let served = 0;
    const site = await server((request, response) => {
      served += 1;
      if (request.url === '/half') {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('half');
        setImmediate(() => response.destroy());
      } else response.end('ok', () => request.socket.destroySoon());
    });
    const guard = await guardWith({ allow: 'loopback' });
    for (let round = 0; round < 20; round += 1) {
      expect((await get(guard, `http://127.0.0.1:${site.port}/`)).body.toString()).toBe('ok');
    }
    await expect(get(guard, `http://127.0.0.1:${site.port}/half`)).rejects.toThrow(/aborted|ECONNRESET/);
    expect(served).toBe(21);
  });
});

describe('behind a proxy on the way out', () => {
  const placeOf = (guard: EgressGuard): { host: string; port: number } => {
    const { hostname, port } = new URL(guard.url);
    return { host: hostname, port: Number(port) };
  };
  /** A guard is a proxy that looks at the address it dials: the real thing, one further out. */
  async function behind(site: HitServer, rules: Parameters<typeof guardWith>[0] = {}) {
    const asked: string[] = [];
    const outer = await guardWith({
      allow: `127.0.0.1:${site.port}`,
      resolve: (name) => {
        asked.push(name);
        return Promise.resolve([name === 'dentro.example' ? '10.0.0.7' : '127.0.0.1']);
      },
    });
    const guard = await guardWith({
      allow: `sitio.example:${site.port}, dentro.example:${site.port}`,
      resolve: () => Promise.reject(new Error('nothing here resolves names')),
      proxy: placeOf(outer),
      ...rules,
    });
    return { guard, asked };
  }

  it('R51 names go to it as they are, and nothing here is dialled', async () => {
    const site = await server();
    const { guard, asked } = await behind(site);
    const answer = await get(guard, `http://sitio.example:${site.port}/liquidaciones`);
    expect(answer).toMatchObject({ status: 200, body: Buffer.from('ok') });
    expect(site.hits).toEqual(['GET /liquidaciones']);
    expect(asked).toEqual(['sitio.example']);
  });

  it('R51 what it refuses is refused, and a name that leads inside never gets there', async () => {
    const site = await server();
    const { guard } = await behind(site);
    expect(await get(guard, `http://dentro.example:${site.port}/`)).toMatchObject({ mark: 'refused' });
    expect(guard.failureOf('dentro.example', site.port)?.kind).toBe('refused');
    expect(site.connections()).toBe(0);
  });

  it('R51 addresses, ports and what is denied are looked at before it is asked', async () => {
    const site = await server();
    const { guard, asked } = await behind(site, { deny: 'prohibido.example' });
    for (const url of [
      `http://127.0.0.1:${site.port}/`,
      'http://10.1.2.3/',
      'http://[::1]/',
      'http://sitio.example:8081/',
      'http://prohibido.example/',
    ]) {
      expect(await get(guard, url)).toMatchObject({ mark: 'refused' });
    }
    expect(asked).toEqual([]);
    expect(site.connections()).toBe(0);
  });

  it('one that is away is a site that cannot be reached', async () => {
    const site = await server();
    const away = await server();
    await away.close();
    const { guard } = await behind(site, { proxy: { host: '127.0.0.1', port: away.port } });
    expect(await get(guard, `http://sitio.example:${site.port}/`)).toMatchObject({ mark: 'unreachable' });
  });
});
