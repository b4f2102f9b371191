import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PortalOptions } from '../portal-options.ts';
import type { RunningPortal } from '../portal.ts';
import { startPortal } from '../portal.ts';
import type { PortalClient } from '../test/portal-client.ts';
import { createPortalClient } from '../test/portal-client.ts';
import { textOf } from '../test/read-page.ts';

const MINUTE = 60_000;

async function openPortal(options: PortalOptions = {}): Promise<{ portal: RunningPortal; client: PortalClient }> {
  const portal = await startPortal({ port: 0, ...options });
  onTestFinished(() => portal.close());
  return { portal, client: createPortalClient(portal.url) };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a page without a session leads to the login and back to that page', async () => {
  const { client } = await openPortal();
  const away = await client.get('/liquidaciones?especie=Ma%C3%ADz&pagina=2');
  expect(away.status).toBe(302);
  const login = away.headers.get('location') ?? '';
  expect(login).toBe('/ingresar?volver=%2Fliquidaciones%3Fespecie%3DMa%25C3%25ADz%26pagina%3D2');

  const form = await client.text(login);
  const volver = /name="volver" value="([^"]*)"/.exec(form)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const back = await client.post('/ingresar', { usuario: 'proveedor', clave: 'practica2026', volver });
  expect(back.status).toBe(303);
  expect(back.headers.get('location')).toBe('/liquidaciones?especie=Ma%C3%ADz&pagina=2');
});

test('a good login gives an HttpOnly cookie without an end and shows the name', async () => {
  const { client } = await openPortal();
  const answer = await client.signIn();
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^PORTALSESSID=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
  expect(textOf(await client.text('/inicio'), 'usuario-conectado')).toBe('Marina Etcheverry');
});

test('both accounts see their own firm only', async () => {
  const { portal, client } = await openPortal();
  const other = createPortalClient(portal.url);
  await client.signIn();
  await other.signIn('segundo');
  expect(textOf(await other.text('/inicio'), 'usuario-conectado')).toBe('Julián Ñandú Pérez');
  const number = /data-id="([^"]+)"/.exec(await client.text('/liquidaciones'))?.[1] ?? '';
  expect((await client.get(`/liquidaciones/detalle/${number}`)).status).toBe(200);
  expect((await other.get(`/liquidaciones/detalle/${number}`)).status).toBe(404);
  expect((await other.get(`/liquidaciones/${number}/pdf`)).status).toBe(404);
});

test('a wrong password is refused, counted, and leaves no session', async () => {
  const { client } = await openPortal();
  for (const failures of [1, 2]) {
    const refused = await client.signIn('proveedor', 'mala');
    expect(refused.status).toBe(401);
    expect(refused.headers.getSetCookie()).toEqual([]);
    expect(textOf(await refused.text(), 'error-ingreso')).toBe(
      `Usuario o contraseña incorrectos. Intentos fallidos: ${failures}.`,
    );
  }
  expect(await (await client.get('/pruebas/estado.json')).json()).toEqual({
    sesiones: 0,
    intentosFallidos: { proveedor: 2 },
  });
  expect((await client.signIn()).status).toBe(303);
  expect(await (await client.get('/pruebas/estado.json')).json()).toEqual({ sesiones: 1, intentosFallidos: {} });
});

test('an empty form is refused without being counted', async () => {
  const { client } = await openPortal();
  expect((await client.post('/ingresar', { usuario: 'proveedor' })).status).toBe(400);
  expect((await client.post('/ingresar')).status).toBe(400);
  expect(await (await client.get('/pruebas/estado.json')).json()).toEqual({ sesiones: 0, intentosFallidos: {} });
});

test('lockAfter locks the account for the right password too, until it is unlocked', async () => {
  const { client } = await openPortal({ lockAfter: 3 });
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await client.signIn('proveedor', 'mala')).status);
  expect(statuses).toEqual([401, 401, 403]);
  const locked = await client.signIn();
  expect(locked.status).toBe(403);
  expect(textOf(await locked.text(), 'error-ingreso')).toContain('Cuenta bloqueada después de 3 intentos fallidos.');
  expect((await client.signIn('segundo')).status).toBe(303);
  await client.post('/pruebas/desbloquear');
  expect((await client.signIn()).status).toBe(303);
});

test('a session ends after the idle time, which every visit starts anew', async () => {
  let now = 1_800_000_000_000;
  const { client } = await openPortal({ sessionMinutes: 2, now: () => now });
  await client.signIn();
  for (let visit = 0; visit < 3; visit += 1) {
    now += 2 * MINUTE - 1;
    expect((await client.get('/inicio')).status).toBe(200);
  }
  now += 2 * MINUTE;
  const away = await client.get('/inicio');
  expect(away.headers.get('location')).toBe('/ingresar?volver=%2Finicio&motivo=vencida');
  expect(textOf(await client.text('/ingresar?volver=%2Finicio&motivo=vencida'), 'aviso-ingreso')).toContain(
    'Su sesión ha vencido.',
  );
});

test('a session ends at its fixed time however busy it is', async () => {
  let now = 1_800_000_000_000;
  const { client } = await openPortal({ sessionMinutes: 2, absoluteMinutes: 5, now: () => now });
  await client.signIn();
  const statuses = [];
  for (let minute = 1; minute <= 5; minute += 1) {
    now += MINUTE;
    statuses.push((await client.get('/cupos')).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 302]);
});

test('a dated cookie says when it ends and is renewed by every visit', async () => {
  const { client } = await openPortal({ datedCookie: true, sessionMinutes: 2 });
  const given = (await client.signIn()).headers.getSetCookie();
  expect(given).toEqual([expect.stringContaining('; Max-Age=120;')]);
  expect((await client.get('/inicio')).headers.getSetCookie()).toEqual(given);
});

test('logging out ends the session on the server, for who kept the cookie too', async () => {
  const { portal, client } = await openPortal();
  await client.signIn();
  const thief = createPortalClient(portal.url, client.cookie());
  expect((await thief.get('/inicio')).status).toBe(200);
  const out = await client.get('/salir');
  expect(out.headers.get('location')).toBe('/ingresar?motivo=salida');
  expect(client.cookie()).toBeUndefined();
  expect((await thief.get('/inicio')).status).toBe(302);
});

test('POST /pruebas/expirar ends all sessions', async () => {
  const { portal, client } = await openPortal();
  const other = createPortalClient(portal.url);
  await client.signIn();
  await other.signIn('segundo');
  expect(await (await client.post('/pruebas/expirar')).json()).toEqual({ sesionesTerminadas: 2 });
  expect((await client.get('/inicio')).status).toBe(302);
  expect((await other.get('/inicio')).status).toBe(302);
});

test('a new login gives a new id and ends the old one', async () => {
  const { portal, client } = await openPortal();
  await client.signIn();
  const before = createPortalClient(portal.url, client.cookie());
  await client.signIn();
  expect(client.cookie()).not.toBe(before.cookie());
  expect((await before.get('/inicio')).status).toBe(302);
});

test('sessions outlive a restart when there is a state folder, and the file holds no session id', async () => {
  const stateDir = join(temporaryFolder(), 'made', 'by', 'the', 'portal');
  const first = await startPortal({ port: 0, stateDir });
  const client = createPortalClient(first.url);
  await client.signIn();
  await first.close();
  expect(readFileSync(join(stateDir, 'sessions.json'), 'utf8')).not.toContain(client.cookie());

  const { portal } = await openPortal({ stateDir });
  expect((await createPortalClient(portal.url, client.cookie()).get('/inicio')).status).toBe(200);
});

test.each(['{"half":', '[]x', '{"a":{"user":1}}', 'null'])(
  'a garbled session file (%s) is put aside and said',
  async (text) => {
    const stateDir = temporaryFolder();
    writeFileSync(join(stateDir, 'sessions.json'), text);
    const lines: string[] = [];
    const { client } = await openPortal({ stateDir, log: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringContaining('sessions.json.bad')]);
    expect(readFileSync(join(stateDir, 'sessions.json.bad'), 'utf8')).toBe(text);
    expect((await client.signIn()).status).toBe(303);
  },
);

test('a state folder that cannot be used is refused at the start', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(startPortal({ port: 0, stateDir: join(file, 'folder') })).rejects.toThrow(/ENOTDIR/);
});

test('what a stranger types is shown as text', async () => {
  const { client } = await openPortal();
  const hostile = `"><img src=x onerror=alert(1)>`;
  const page = await (await client.post('/ingresar', { usuario: hostile, clave: 'x', volver: `/"${hostile}` })).text();
  expect(page).not.toContain('<img src=x');
  expect(page).toContain('value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"');
  const away = await client.post('/ingresar', {
    usuario: 'proveedor',
    clave: 'practica2026',
    volver: '//otro.example/',
  });
  expect(away.headers.get('location')).toBe('/inicio');
});
