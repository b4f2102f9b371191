import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createLogger } from '@sri/shared/node/logger.ts';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../app.ts';
import { createApiClient } from '../test/api-client.ts';
import { listen } from '../test/listen.ts';
import { serveConsole } from './serve-console.ts';

const SCRIPT = 'console.log("los mismos bytes");\n'.repeat(100);

function writeBuild(folder: string, name: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(folder, '.vite'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), `<script type="module" src="./assets/${name}.js"></script>`);
  writeFileSync(join(folder, 'assets', `${name}.js`), SCRIPT);
  writeFileSync(join(folder, '.vite', 'manifest.json'), '{}');
}

interface Raw {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: Buffer;
}

/** As it goes over the wire: nothing of the path or the answer is tidied on the way. */
function raw(url: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers, method }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end();
  });
}

async function start(built = true) {
  const home = mkdtempSync(join(tmpdir(), 'sri-console-'));
  const folder = join(home, 'web');
  if (built) writeBuild(folder, 'main-1');
  const webConsole = serveConsole({ folder, storeUrl: 'http://store.example:9000/some/path' });
  const app = createApp({ routes: [], log: createLogger({ name: 'test', level: 'silent' }), webConsole });
  const server = await listen(app);
  onTestFinished(async () => {
    await server.close();
    rmSync(home, { recursive: true });
  });
  return { home, folder, url: server.url };
}

test('the page is asked for anew each time, its pieces never again', async () => {
  const { url } = await start();
  const page = await raw(url, '/');
  expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(page.headers['cache-control']).toBe('no-cache');
  expect(page.body.toString()).toContain('./assets/main-1.js');
  expect((await raw(url, '/?a=b')).status).toBe(200);
  const again = await raw(url, '/', { 'if-none-match': String(page.headers['etag']) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const piece = await raw(url, '/assets/main-1.js');
  expect(piece.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(piece.headers['content-type']).toBe('text/javascript; charset=utf-8');
});

test('R55 its policy lets it load from here and from the object store, and lets nobody frame it', async () => {
  const { url } = await start();
  const policy = String((await raw(url, '/')).headers['content-security-policy']);
  const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule]));
  expect(rules).toMatchObject({
    'default-src': "default-src 'self'",
    'script-src': "script-src 'self'",
    'img-src': "img-src 'self' data: blob: http://store.example:9000",
    'connect-src': "connect-src 'self' http://store.example:9000",
    'frame-ancestors': "frame-ancestors 'none'",
    'base-uri': "base-uri 'none'",
  });
});

test('pieces go compressed to who understands it, and are the same afterwards', async () => {
  const { url } = await start();
  const path = '/assets/main-1.js';
  const brotli = await raw(url, path, { 'accept-encoding': 'gzip, br' });
  expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
  expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
  const gzipped = await raw(url, path, { 'accept-encoding': 'gzip' });
  expect(gzipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzipped.body).toString()).toBe(SCRIPT);
  const plain = await raw(url, path);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.body.toString()).toBe(SCRIPT);
  const head = await raw(url, path, { 'accept-encoding': 'br' }, 'HEAD');
  expect([head.status, head.body.length]).toEqual([200, 0]);
  expect(head.headers['content-length']).toBe(String(brotli.body.length));
});

test('nothing beside the build is reached, by whatever path', async () => {
  const { url, home, folder } = await start();
  writeFileSync(join(home, 'secret.txt'), 'secret');
  symlinkSync(join(home, 'secret.txt'), join(folder, 'assets', 'linked.js'));
  const paths = [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/linked.js',
    '/.vite/manifest.json',
    '/assets',
    '/assets/',
    '/assets/main-1.js%00',
    `/${join(home, 'secret.txt')}`,
  ];
  for (const path of paths) {
    const answer = await raw(url, path);
    expect([path, answer.status, answer.headers['content-type']]).toEqual([
      path,
      404,
      'application/problem+json; charset=utf-8',
    ]);
  }
});

test('what is no file of the console is the business of the API', async () => {
  const { url } = await start();
  const api = createApiClient(url);
  expect((await api.call('GET', '/api/nothing')).problem()).toMatchObject({ status: 404, code: 'not_found' });
  expect((await api.call('POST', '/')).problem()).toMatchObject({ status: 404 });
  const docs = await api.call('GET', '/api/docs');
  expect(docs.headers.get('content-security-policy')).not.toContain('store.example');
});

test('without a build the page says how to make one, and a program is told so in its own form', async () => {
  const { url, folder } = await start(false);
  const page = await raw(url, '/', { accept: 'text/html,*/*;q=0.8' });
  expect(page).toMatchObject({ status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(page.body.toString()).toContain('npm run build:console');
  const { hint } = (await createApiClient(url).call('GET', '/')).problem();
  expect(hint).toContain('npm run build:console');
  writeBuild(folder, 'main-1');
  expect((await raw(url, '/')).status).toBe(200);
});

test('a new build is served at once, and an open page still finds the pieces of the old one', async () => {
  const { url, home, folder } = await start();
  expect((await raw(url, '/')).body.toString()).toContain('main-1');
  const next = join(home, 'next');
  writeBuild(next, 'main-2');
  renameSync(folder, join(home, 'old'));
  renameSync(next, folder);
  expect((await raw(url, '/')).body.toString()).toContain('main-2');
  expect((await raw(url, '/assets/main-1.js')).status).toBe(200);
  expect((await raw(url, '/assets/main-2.js')).status).toBe(200);
});
