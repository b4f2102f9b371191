import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { proofStateSchema, type ProofState } from '@sri/shared/model/session-proof.ts';
import { signProofRequest } from '@sri/shared/node/proof-ticket.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createWorkerKit, SECRET, type WorkerKit } from '../test/worker-kit.ts';

let kit: WorkerKit;
let server: Server;
let url: string;

const LOGIN = '<h1>Ingreso</h1><form><input type="password"></form>';
const INSIDE = '<p id="quien">Agro del Sur</p>';

/** A portal whose page wants a cookie, or something in one kind of storage, and goes to its login page without it. */
const WANTS: Record<string, string> = {
  '/local': "Promise.resolve(localStorage.getItem('pase'))",
  '/sesion': "Promise.resolve(sessionStorage.getItem('pase'))",
  '/base': `new Promise((resolve) => {
    const asked = indexedDB.open('acceso');
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = () => resolve(null);
    asked.onsuccess = () => {
      const got = asked.result.transaction('pases').objectStore('pases').get('yo');
      got.onsuccess = () => resolve(got.result && got.result.pase);
    };
  })`,
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (path === '/ingresar') return response.end(LOGIN);
    if (path === '/otra') return response.end('<p>Mantenimiento</p>');
    const script = WANTS[path];
    if (script !== undefined) {
      return response.end(`<body><script>${script}.then((pase) => {
        if (pase === 'vale') document.body.innerHTML = '${INSIDE}';
        else location.href = '/ingresar';
      })</script></body>`);
    }
    if ((request.headers.cookie ?? '').includes('pase=vale')) return response.end(INSIDE);
    return response.writeHead(303, { location: '/ingresar' }).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  kit = await createWorkerKit();
  await kit.startWorker();
});
afterAll(async () => {
  await kit?.close();
  server?.closeAllConnections();
  server?.close();
});

async function prove(session: object, change: object = {}): Promise<Extract<ProofState, { state: 'done' }>['outcome']> {
  await kit.setSession(JSON.stringify({ cookies: [], connectedAt: 1, ...session }));
  const { orgId, userId } = kit;
  const request = signProofRequest(
    {
      v: 1,
      proofId: newId(),
      orgId,
      userId,
      provider: 'practica',
      portal: { baseUrl: `${url}/inicio`, loginUrl: `${url}/ingresar`, domains: ['127.0.0.1'] },
      expires: Date.now() + 60_000,
    },
    { current: SECRET },
  );
  await kit.redis.rpush(kit.keys.proofs, JSON.stringify({ ...request, ...change }));
  await kit.redis.publish(kit.keys.wake, orgId);
  const key = kit.keys.proof(orgId, userId, request.proofId);
  return waitFor('the proof', async () => {
    const text = await kit.redis.get(key);
    const state = text === null ? undefined : proofStateSchema.parse(JSON.parse(text));
    return state?.state === 'done' ? state.outcome : undefined;
  });
}

const marker = (path: string) => ({ element: '#quien', pageUrl: `${url}${path}` });
const pass = { cookies: [{ name: 'pase', value: 'vale', domain: '127.0.0.1' }] };
const pase = [{ name: 'pase', value: 'vale' }];
const database = [
  {
    name: 'acceso',
    version: 1,
    stores: [
      {
        name: 'pases',
        keyPath: 'id',
        autoIncrement: false,
        indexes: [],
        records: [{ value: { id: 'yo', pase: 'vale' } }],
      },
    ],
  },
];

describe('a proof on a worker', () => {
  it('works with a session that the portal takes', async () => {
    expect(await prove({ ...pass, marker: marker('/inicio') })).toMatchObject({
      verdict: 'works',
      markLookedFor: true,
      causes: [],
    });
  });

  it.each([
    ['localStorage', '/local', { localStorage: pase }],
    ['sessionStorage', '/sesion', { sessionStorage: pase }],
    ['IndexedDB', '/base', { indexedDB: database }],
  ])('works where the portal keeps its pass in %s, and not without it', async (_kind, path, stored) => {
    const origins = [{ origin: url, ...stored }];
    expect(await prove({ origins, marker: marker(path) })).toMatchObject({ verdict: 'works' });
    expect((await prove({ marker: marker(path) })).verdict).toBe('asksLogin');
  });

  it('names what may make the difference when the portal asks to log in', async () => {
    const expired = { cookies: [{ name: 'pase', value: 'vale', domain: '127.0.0.1', expires: 1 }] };
    const outcome = await prove({ ...expired, marker: marker('/inicio') });
    expect(outcome).toMatchObject({
      verdict: 'asksLogin',
      causes: expect.arrayContaining(['cookies', 'exit']) as unknown,
    });
    expect(outcome.causes[0]).toBe('cookies');
  });

  it('says when the page came without the mark', async () => {
    expect(await prove({ ...pass, marker: marker('/otra') })).toMatchObject({ verdict: 'noMark' });
  });

  it('says when no page came: that is nothing against the session', async () => {
    const away = { element: '#quien', pageUrl: 'http://127.0.0.1:1/' };
    expect(await prove({ ...pass, marker: away })).toMatchObject({ verdict: 'unreachable', causes: [] });
  });

  it('says when there is no session', async () => {
    expect(await prove({ cookies: 'no such thing' })).toMatchObject({ verdict: 'unusable' });
  });
});

describe('R45 a request that was not made by the control plane', () => {
  it('is not carried out', async () => {
    const key = kit.keys.proof(kit.orgId, kit.userId, newId());
    const before = await kit.redis.keys(`${key.slice(0, key.lastIndexOf(':'))}:*`);
    await kit.redis.rpush(kit.keys.proofs, JSON.stringify({ v: 1, portal: { baseUrl: url } }), 'nothing at all');
    await waitFor('the list to be empty', async () => (await kit.redis.llen(kit.keys.proofs)) === 0);
    // A good one after it is answered, so the bad ones have been looked at.
    await prove({ ...pass, marker: marker('/inicio') });
    expect(await kit.redis.keys(`${key.slice(0, key.lastIndexOf(':'))}:*`)).toHaveLength(before.length + 1);
  });
});
