import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningPortal } from '../portal.ts';
import { startPortal } from '../portal.ts';
import type { PortalClient } from '../test/portal-client.ts';
import { createPortalClient, outcome } from '../test/portal-client.ts';
import { textOf } from '../test/read-page.ts';

let portal: RunningPortal;
let client: PortalClient;

beforeAll(async () => {
  portal = await startPortal({ port: 0 });
  client = createPortalClient(portal.url);
});
afterAll(() => portal.close());

test('the index names every page, and each that answers a page does', async () => {
  const links = [...(await client.text('/pruebas/')).matchAll(/<a id="([\w-]+)" href="([^"]+)"/g)];
  expect(links.map(([, id]) => id)).toEqual([
    'formulario',
    'duplicados',
    'dialogo',
    'marcos',
    'contador',
    'lenta',
    'error-500',
    'nunca',
    'descarga-cortada',
    'ventana',
    'cookies',
    'almacen',
    'bucle',
  ]);
  const names = ['formulario', 'duplicados', 'dialogo', 'marcos', 'marcos/menu', 'bucle', 'bucle?al=clic'];
  for (const name of [...names, 'ventana', 'ventana/lista', 'almacen']) {
    const page = await client.text(`/pruebas/${name}`);
    expect(page).toContain('<!doctype html>');
    const scripts = [...page.matchAll(/<script src="([^"]+)"/g)].map(([, address = '']) => address);
    for (const address of scripts) expect((await client.get(address)).status).toBe(200);
  }
});

test('cookies leaves as many as it was asked for, and 200 at most', async () => {
  const left = async (count: string) =>
    (await client.get(`/pruebas/cookies?cuantas=${count}`)).headers.getSetCookie().length;
  expect([await left('150'), await left('9999'), await left('x')]).toEqual([150, 200, 100]);
});

test('error-500 answers 500', async () => {
  const answer = await client.get('/pruebas/error-500');
  expect(answer.status).toBe(500);
  expect(textOf(await answer.text(), 'error')).toContain('PRUEBA-500');
});

test('nunca never answers, holds up nobody, and lets the portal close', async () => {
  const own = await startPortal({ port: 0 });
  const silent = outcome(fetch(`${own.url}/pruebas/nunca`));
  expect((await fetch(`${own.url}/health`)).status).toBe(200);
  await own.close();
  expect(await silent).toBe('cut off');
});

test('descarga-cortada promises twice what it sends', async () => {
  const answer = await client.get('/pruebas/descarga-cortada');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=cortada.csv');
  expect(answer.headers.get('content-length')).toBe('131072');
  let received = 0;
  const read = async (): Promise<void> => {
    for await (const chunk of answer.body ?? []) received += (chunk as Uint8Array).length;
  };
  expect(await outcome(read())).toBe('cut off');
  expect(received).toBe(65_536);
});

test('lenta says how long it took', async () => {
  expect(textOf(await client.text('/pruebas/lenta?ms=25'), 'tardanza')).toBe('Esta página tardó 25 ms.');
});

test('formulario shows what it received, line by line', async () => {
  const body = new URLSearchParams([
    ['nombre', 'Ana <b>'],
    ['localidad', ''],
    ['granos', 'Soja'],
    ['granos', 'Maíz'],
    ['pago', 'canje'],
    ['otro', 'no se muestra'],
  ]);
  const page = await (await fetch(`${portal.url}/pruebas/formulario`, { method: 'POST', body })).text();
  const received = /<pre id="recibido">([^<]*)<\/pre>/.exec(page)?.[1]?.split('\n');
  expect(received).toEqual([
    'nombre: Ana &lt;b&gt;',
    'localidad: -',
    'correo: -',
    'clave: -',
    'fecha: -',
    'toneladas: -',
    'observaciones: -',
    'puerto: -',
    'granos: Soja | Maíz',
    'terminos: -',
    'avisos: -',
    'pago: canje',
    'archivo: -',
  ]);
  expect(textOf(await client.text('/pruebas/formulario?menu=%3Ci%3E'), 'opcion-menu')).toBe('<i>');
});

test('contador counts views and submits by key, reading does not count', async () => {
  await client.get('/pruebas/contador?k=uno');
  await client.post('/pruebas/contador?k=uno');
  await client.get('/pruebas/contador?k=dos');
  const read = async (key: string): Promise<unknown> => (await client.get(`/pruebas/contador.json?k=${key}`)).json();
  await read('uno');
  expect(await read('uno')).toEqual({ k: 'uno', get: 1, post: 1, total: 2 });
  expect(await read('tres')).toEqual({ k: 'tres', get: 0, post: 0, total: 0 });
  const page = await client.text('/pruebas/contador?k=%3Cb%3E%26k%3D');
  expect(textOf(page, 'clave-contador')).toBe('<b>&k=');
  expect(page).toContain('action="/pruebas/contador?k=%3Cb%3E%26k%3D"');
});

test('testPages: false takes them all away', async () => {
  const own = await startPortal({ port: 0, testPages: false });
  try {
    expect((await fetch(`${own.url}/pruebas/`)).status).toBe(404);
    expect((await fetch(`${own.url}/pruebas/expirar`, { method: 'POST' })).status).toBe(404);
  } finally {
    await own.close();
  }
});
