import { createSocket, type Socket } from 'node:dgram';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testChromiumPath } from '../test/chromium.ts';
import { startHitServer, type HitServer } from '../test/hit-server.ts';
import { createEgressGuard, type EgressGuard } from './egress-guard.ts';
import { parseEgressRules } from '@sri/shared/node/egress/egress-rules.ts';
import { launchBrowser } from './launch.ts';

/** Written by the page's server: everything a page can do to reach `inside`. */
function hostilePage(inside: number, udp: number): string {
  const hosts = [
    '127.0.0.1',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
    '127.0.0.1.',
  ];
  const urls = hosts.map((host) => `http://${host}:${inside}/from-page`);
  return `<!doctype html><title>hostile</title>
    ${urls.map((url) => `<img src="${url}"><iframe src="${url}"></iframe><script src="${url}"></script><link rel="stylesheet" href="${url}">`).join('\n')}
    <img src="/redirect-inside"><iframe src="/redirect-inside"></iframe>
    <script>
      const ended = (work) => Promise.resolve(work).then(() => 'reached', () => 'failed');
      const socket = (url) => new Promise((done, fail) => { const s = new WebSocket(url); s.onopen = done; s.onerror = fail; });
      const turn = async () => {
        const peer = new RTCPeerConnection({ iceServers: [{ urls: ['stun:127.0.0.1:${udp}', 'turn:127.0.0.1:${udp}'], username: 'a', credential: 'b' }] });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        if (peer.iceGatheringState !== 'complete') await new Promise((done) => peer.addEventListener('icegatheringstatechange', () => peer.iceGatheringState === 'complete' && done()));
      };
      window.results = Promise.all([
        ...${JSON.stringify(urls)}.map((url) => ended(fetch(url, { mode: 'no-cors' }).then((r) => { if (r.type !== 'opaque') throw r; }))),
        ended(fetch('/redirect-inside').then((r) => { if (!r.ok) throw r; })),
        ended(socket('ws://127.0.0.1:${inside}/socket')),
        ended(new WebTransport('https://127.0.0.1:${udp}/').ready),
        ended(turn()),
      ]);
      navigator.sendBeacon('http://127.0.0.1:${inside}/beacon', 'x');
      window.open('http://127.0.0.1:${inside}/popup');
    </script>`;
}

let inside: HitServer;
let outside: HitServer;
let udp: Socket;
let datagrams = 0;
let guard: EgressGuard;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  udp = createSocket('udp4');
  udp.on('message', () => (datagrams += 1));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  inside = await startHitServer((_request, response) =>
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('secret'),
  );
  outside = await startHitServer((request, response) => {
    if (request.url === '/redirect-inside') {
      response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/redirected` }).end();
    } else if (request.url === '/worker.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end('fetch("/")');
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end(hostilePage(inside.port, udp.address().port));
    }
  });
  guard = await createEgressGuard({ allow: parseEgressRules(`127.0.0.1:${outside.port}`), deny: [], map: new Map() });
  browser = await launchBrowser({
    executablePath: testChromiumPath(),
    proxyUrl: guard.url,
    sandbox: process.getuid?.() !== 0,
    pageHeapMb: 512,
    extraArgs: [],
  });
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([
    guard?.close(),
    inside?.close(),
    outside?.close(),
    new Promise<void>((resolve) => udp.close(() => resolve())),
  ]);
});

beforeEach(async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  page = await context.newPage();
  return () => context.close();
});

describe('R51 a browser behind the guard', () => {
  it('reaches nothing inside by redirects, sockets, pictures, frames, scripts, popups or UDP', async () => {
    const popup = page.waitForEvent('popup');
    await page.goto(`http://127.0.0.1:${outside.port}/`);
    await (await popup).waitForLoadState();
    await page.evaluate('window.results');
    const redirected = await page.goto(`http://127.0.0.1:${outside.port}/redirect-inside`);
    expect(await redirected?.headerValue('x-sri-egress')).toBe('refused');
    expect(redirected?.status()).toBe(403);
    expect(outside.hits.filter((hit) => hit === 'GET /redirect-inside').length).toBeGreaterThanOrEqual(3);
    expect(guard.failureOf('127.0.0.1', inside.port)).toMatchObject({ kind: 'refused' });
    expect(inside.connections()).toBe(0);
    expect(datagrams).toBe(0);
  });

  it('gets the guard’s page for an address that is refused, down or has no name', async () => {
    const refused = await page.goto(`http://localhost:${inside.port}/`);
    expect([refused?.status(), await refused?.headerValue('x-sri-egress')]).toEqual([403, 'refused']);
    expect(await page.textContent('h1')).toContain('loopback address');
    await expect(page.goto(`https://127.0.0.1:${inside.port}/`)).rejects.toThrow(/ERR_TUNNEL_CONNECTION_FAILED/);
    expect(inside.connections()).toBe(0);
  });

  it('runs no service worker', async () => {
    await page.goto(`http://127.0.0.1:${outside.port}/`);
    const registered = await page
      .evaluate(
        "navigator.serviceWorker ? navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.getRegistrations()).then((r) => r.length) : 0",
      )
      .catch(() => 0);
    expect(registered).toBe(0);
    expect(outside.hits).not.toContain('GET /worker.js');
  });
});
