import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startPortal } from './portal.ts';
import type { PortalClient } from './test/portal-client.ts';
import { createPortalClient, outcome } from './test/portal-client.ts';
import { nextAddress, tableRows, textOf } from './test/read-page.ts';

async function signedIn(user = 'proveedor'): Promise<PortalClient> {
  const portal = await startPortal({ port: 0 });
  onTestFinished(() => portal.close());
  const client = createPortalClient(portal.url);
  await client.signIn(user);
  return client;
}

/** Follows "Siguiente" as a flow does: until the link is gone, has no address, or shows no new rows. */
async function follow(client: PortalClient, path: string, table: string): Promise<{ rows: string[][]; last: string }> {
  const rows: string[][] = [];
  let last = '';
  for (let next: string | undefined = path; next !== undefined; next = nextAddress(last)) {
    const page = await client.text(next);
    const found = tableRows(page, table);
    if (rows.some(([key]) => key === found[0]?.[0])) break;
    rows.push(...found);
    last = page;
  }
  return { rows, last };
}

test('/health answers without a session, and the root leads to the menu', async () => {
  const portal = await startPortal({ port: 0 });
  onTestFinished(() => portal.close());
  const health = await fetch(`${portal.url}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
  const client = createPortalClient(portal.url);
  expect((await client.get('/')).headers.get('location')).toBe('/inicio');
});

test('each list ends in its own way: the link is gone, has no address, or repeats the last page', async () => {
  const client = await signedIn();
  const contracts = await follow(client, '/contratos', 'contratos');
  expect(contracts.rows).toHaveLength(23);
  expect(contracts.last).toContain('<a class="siguiente deshabilitado" role="link" aria-disabled="true">Siguiente</a>');
  const quotas = await follow(client, '/cupos', 'cupos');
  expect(quotas.rows).toHaveLength(18);
  expect(quotas.last).not.toContain('siguiente');
  const deliveries = await follow(client, '/entregas', 'entregas');
  expect(deliveries.rows).toHaveLength(Number(textOf(deliveries.last, 'total-cantidad')));
  expect(nextAddress(deliveries.last)).toBe('/entregas?pagina=8');
});

test.each(['proveedor', 'segundo'])('the README has the totals that the portal prints for %s', async (user) => {
  const client = await signedIn(user);
  const home = await client.text('/inicio');
  const contracts = await client.text('/contratos');
  const settlements = await client.text('/liquidaciones');
  const deliveries = await client.text('/entregas');
  const cells = [
    `\`${user}\``,
    textOf(home, 'resumen-contratos'),
    textOf(contracts, 'total-pactadas'),
    textOf(contracts, 'total-entregadas'),
    textOf(deliveries, 'total-cantidad'),
    textOf(deliveries, 'total-neto'),
    textOf(settlements, 'total-cantidad'),
    textOf(settlements, 'total-toneladas'),
    textOf(settlements, 'total-ars'),
    textOf(settlements, 'total-usd'),
  ];
  expect(cells).not.toContain(undefined);
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith(`| \`${user}\``));
  expect(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ),
  ).toContainEqual(cells);
});

test('what the portal does not know or understand is answered with a page', async () => {
  const client = await signedIn();
  const missing = await client.get('/no-existe');
  expect(missing.status).toBe(404);
  expect(textOf(await missing.text(), 'error')).toBe('La página /no-existe no existe.');
  for (const path of ['/liquidaciones/detalle/%E0%A4%A', '/estatico/..%2f..%2fportal.ts', '/estatico/nada.css']) {
    const answer = await client.get(path);
    expect([400, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain('node_modules');
  }
  const large = await client.post('/ingresar', { usuario: 'x'.repeat(200_000) });
  expect(large.status).toBe(413);
});

test('a port that is taken is refused with its address', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as AddressInfo;
  await expect(startPortal({ port })).rejects.toThrow(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
});

async function runMain(
  env: Record<string, string>,
): Promise<{ url: string; kill: (signal: NodeJS.Signals) => Promise<unknown> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], PORTAL_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    output += String(chunk);
    const url = /listo en (\S+)/.exec(output)?.[1];
    if (url === undefined) continue;
    return {
      url,
      kill: async (signal) => {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
        return child.exitCode ?? child.signalCode;
      },
    };
  }
  throw new Error(`the portal ended without starting: ${output}`);
}

test('main: kill -9 does not log out who was signed in, SIGTERM ends it with 0 in mid-answer', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'portal-'));
  onTestFinished(() => rmSync(stateDir, { recursive: true }));
  const first = await runMain({ PORTAL_STATE_DIR: stateDir });
  const client = createPortalClient(first.url);
  await client.signIn();
  expect(await first.kill('SIGKILL')).toBe('SIGKILL');

  const second = await runMain({ PORTAL_STATE_DIR: stateDir });
  const again = createPortalClient(second.url, client.cookie());
  expect(textOf(await again.text('/inicio'), 'usuario-conectado')).toBe('Marina Etcheverry');
  const silent = outcome(again.get('/pruebas/nunca'));
  expect((await again.get('/health')).status).toBe(200);
  expect(await second.kill('SIGTERM')).toBe(0);
  expect(await silent).toBe('cut off');
});

test('main: a faulty environment ends it with 1 and says what to write', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], PORTAL_PORT: 'cuatromil' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stderr.setEncoding('utf8')) said += String(chunk);
  expect(await ended).toEqual([1, null]);
  expect(said).toContain('PORTAL_PORT="cuatromil": use a whole number from 0 to 65535');
});
