import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type RunningPortal } from '../../examples/portal/portal.ts';
import { runSteps, type TestRun, type TestRunOptions } from '../test/run-one-step.ts';
import { containing } from '../test/matchers.ts';
import { launchTestBrowser } from '../test/test-browser.ts';

let browser: Browser;
let portal: RunningPortal;
let session: { cookies: { name: string; value: string; domain: string }[]; connectedAt: number };

beforeAll(async () => {
  [browser, portal] = await Promise.all([launchTestBrowser(), startPortal({ port: 0 })]);
  session = await login();
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

/** Logs in as a person does, and keeps the cookie as the guide writes one. */
async function login(): Promise<typeof session> {
  const answer = await fetch(`${portal.url}/ingresar`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ usuario: 'proveedor', clave: 'practica2026', volver: '/' }),
  });
  const [name = '', value = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';')[0]?.split('=') ?? [];
  return { cookies: [{ name, value, domain: '127.0.0.1' }], connectedAt: Date.now() };
}
const run = (steps: unknown[], options: TestRunOptions = { session }): Promise<TestRun> =>
  runSteps(browser, steps, {
    provider: { slug: 'practica', loginUrl: `${portal.url}/ingresar`, domains: [] },
    ...options,
  });
const open = (path: string): unknown => ({ type: 'navigate', url: `${portal.url}${path}` });
const rowsOf = (made: TestRun, name: string): Record<string, string>[] =>
  made.json(`data/${name}.json`) as Record<string, string>[];

describe('flows on the practice portal', () => {
  it('read all settlements, filtered, with the sum that the portal prints', async () => {
    const made = await run(
      [
        open('/liquidaciones'),
        { type: 'choose', target: '#campaña', value: '{{inputs.campaña}}' },
        {
          type: 'click',
          target: {
            candidates: [
              { by: 'role', role: 'button', name: 'Buscar' },
              { by: 'css', value: '#btnBuscar' },
            ],
          },
        },
        { type: 'waitFor', target: 'table.resultados', state: 'visible' },
        { type: 'extract', fields: [{ name: 'cantidad', target: '#total-cantidad' }], saveAs: 'totales' },
        {
          type: 'extractTable',
          target: 'table.resultados',
          pagination: { next: 'a.siguiente', maxPages: 50 },
          saveAs: 'liquidaciones',
        },
        { type: 'assert', target: 'h1', text: 'Liquidaciones' },
        { type: 'screenshot', fullPage: true },
      ],
      { session, inputs: { campaña: '2024/25' } },
    );
    expect(made.result).toMatchObject({ status: 'completed', data: ['totales', 'liquidaciones'] });
    const rows = rowsOf(made, 'liquidaciones');
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'Número',
      'Fecha',
      'Contrato',
      'Especie',
      'Toneladas',
      'Importe',
      'Moneda',
    ]);
    expect(String(rows.length)).toBe((made.json('data/totales.json') as { cantidad: string }).cantidad);
    expect(new Set(rows.map(({ Número }) => Número)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(['/liquidaciones', '/contratos', '/cupos', '/entregas'])(
    'read every page of %s, whatever its pager does at the end',
    async (path) => {
      const made = await run([
        open(path),
        { type: 'extractTable', target: 'table.datos', pagination: { next: 'a.siguiente' }, saveAs: 't' },
      ]);
      expect(made.result.status).toBe('completed');
      expect(made.warnings).toEqual([]);
      const rows = rowsOf(made, 't');
      expect(rows.length).toBeGreaterThan(10);
      expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
    },
  );

  it('open details in the frame and download a PDF for each row', async () => {
    const made = await run([
      open('/liquidaciones'),
      {
        type: 'extractTable',
        target: 'table.resultados',
        columns: [{ name: 'numero', header: 'Número' }],
        saveAs: 'todas',
      },
      { type: 'evaluate', expression: '{{todas}}.slice(0, 2)', saveAs: 'filas' },
      {
        type: 'forEach',
        items: '{{filas}}',
        as: 'fila',
        steps: [
          { type: 'click', target: "a.detalle[data-id='{{fila.numero}}']" },
          {
            type: 'assert',
            target: { candidates: [{ by: 'id', value: 'detalle-numero' }], frame: ['#marco-detalle'] },
            text: '{{fila.numero}}',
          },
          {
            type: 'extract',
            fields: [
              {
                name: 'neto',
                target: { candidates: [{ by: 'id', value: 'detalle-neto' }], frame: ['iframe[name=detalle]'] },
              },
            ],
            saveAs: 'netos',
          },
          { type: 'download', target: "a.pdf[data-id='{{fila.numero}}']", saveAs: 'pdf' },
        ],
      },
    ]);
    expect(made.result.status).toBe('completed');
    expect(rowsOf(made, 'netos')).toHaveLength(2);
    const pdfs = made.files.filter((name) => name.startsWith('downloads/'));
    expect(pdfs).toHaveLength(2);
    for (const name of pdfs) expect(made.bytes(name).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('export CSV', async () => {
    const made = await run([open('/liquidaciones'), { type: 'download', target: '#exportarCsv' }]);
    expect(made.result.status).toBe('completed');
    expect(made.files.filter((name) => name.endsWith('.csv'))).toHaveLength(1);
  });

  it('fill in a form of every kind of field', async () => {
    const by = (way: string, value: string): unknown => ({ candidates: [{ by: way, value }] });
    const made = await run([
      open('/pruebas/formulario'),
      { type: 'fill', target: by('label', 'Nombre y apellido'), value: 'Ana Ñ' },
      { type: 'fill', target: by('placeholder', 'Localidad'), value: 'Rosario' },
      { type: 'fill', target: by('label', 'Fecha'), value: '01/03/2026' },
      { type: 'choose', target: by('label', 'Puerto'), value: 'Timbues' },
      { type: 'choose', target: '#granos', value: ['Soja', 'Maíz'] },
      { type: 'setChecked', target: by('label', 'Acepto los términos') },
      { type: 'setChecked', target: by('label', 'Recibir avisos'), checked: false },
      { type: 'setChecked', target: by('label', 'Canje') },
      { type: 'click', target: by('testId', 'enviar') },
      { type: 'assert', target: '#recibido', text: 'nombre: Ana Ñ' },
      { type: 'extract', fields: [{ name: 'r', target: '#recibido' }], saveAs: 'r' },
      { type: 'hover', target: '#menu-acciones' },
      { type: 'click', target: by('text', 'Imprimir') },
      { type: 'assert', target: '#opcion-menu', text: 'Imprimir' },
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
    const received = (made.json('data/r.json') as { r: string }).r;
    for (const line of [
      'localidad: Rosario',
      'fecha: 2026-03-01',
      'puerto: TIM',
      'granos: Soja | Maíz',
      'terminos: si',
      'avisos: -',
      'pago: canje',
    ])
      expect(received).toContain(line);
  });

  it('log in by themselves', async () => {
    const made = await run(
      [
        open('/contratos'),
        { type: 'fill', target: '#usuario', value: 'proveedor' },
        { type: 'fill', target: '#clave', value: '{{inputs.clave}}' },
        { type: 'press', target: '#clave', key: 'Enter' },
        { type: 'assert', target: 'h1', text: 'Contratos' },
      ],
      { inputs: { clave: 'practica2026' } },
    );
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(JSON.stringify(made.events)).not.toContain('practica2026');
  });

  it('log in in a window of its own with a secret, which closes and leads the first page on', async () => {
    const inWindow = { page: 'ingreso' };
    const made = await run(
      [
        open('/pruebas/ventana'),
        { type: 'click', target: '#abrir', opens: 'ingreso' },
        { type: 'fill', target: '#usuario', value: 'proveedor', ...inWindow },
        { type: 'fillSecret', target: '#clave', secret: 'clave_practica', ...inWindow },
        { type: 'press', target: '#clave', key: 'Enter', ...inWindow },
        { type: 'waitFor', url: '*/inicio' },
        { type: 'checkSession' },
        { type: 'setVariable', saveAs: 'donde', value: 'dentro' },
      ],
      { secrets: { clave_practica: 'practica2026' } },
    );
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(JSON.stringify(made.events)).not.toContain('practica2026');
  });

  it('read what a settlement’s PDF says, and find the same as in the table', async () => {
    const made = await run([
      open('/liquidaciones'),
      { type: 'extractTable', target: 'table.resultados', saveAs: 'filas' },
      { type: 'evaluate', expression: '{{filas}}[0]["Número"]', saveAs: 'numero' },
      { type: 'download', target: "a.pdf[data-id='{{numero}}']", saveAs: 'pdf' },
      { type: 'pdf', from: '{{pdf}}', saveAs: 'texto' },
      { type: 'parse', from: '{{texto}}', as: 'regex', pattern: 'Número: (\\S+)', saveAs: 'leido' },
      { type: 'parse', from: '{{texto}}', as: 'regex', pattern: 'Fecha: (\\S+)', saveAs: 'fecha' },
      { type: 'parse', from: '{{fecha}}', as: 'date', saveAs: 'dia' },
      { type: 'evaluate', expression: '({ leido: {{leido}}, dia: {{dia}} })', saveAs: 'fin' },
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
    const [first] = rowsOf(made, 'filas');
    const [day = '', month = '', year = ''] = (first?.['Fecha'] ?? '').split('/');
    expect(made.json('data/fin.json')).toEqual({ leido: first?.['Número'], dia: `${year}-${month}-${day}` });
  });
});

describe('the practice portal at its worst', () => {
  it('without a session, or with an old one, it is needs_login', async () => {
    for (const value of [undefined, { ...session, cookies: [{ ...session.cookies[0], value: 'vencida-hace-rato' }] }]) {
      const made = await run(
        [open('/liquidaciones'), { type: 'screenshot' }],
        value === undefined ? {} : { session: value },
      );
      expect(made.result).toMatchObject({ status: 'needs_login', error: { code: 'login_required' } });
      expect(made.files).not.toContain('screenshot-0.png');
    }
  });

  it.each<[unknown, Record<string, unknown>]>([
    [{ type: 'navigate', url: '/pruebas/error-500' }, { code: 'page_server_error' }],
    [{ type: 'navigate', url: '/pruebas/nunca', timeoutMs: 500 }, { code: 'page_timeout' }],
    [{ type: 'navigate', url: '/pruebas/bucle', timeoutMs: 1500 }, { code: 'page_timeout' }],
    [{ type: 'download', url: '/pruebas/descarga-cortada' }, { code: 'download_interrupted' }],
    [
      {
        type: 'if',
        condition: { url: '*' },
        then: [
          { type: 'navigate', url: '/pruebas/duplicados' },
          { type: 'click', target: 'button.ver', timeoutMs: 500 },
        ],
      },
      { code: 'element_ambiguous', message: containing('3 elementos') },
    ],
  ])('%j', async (step, error) => {
    const steps = JSON.parse(JSON.stringify([step]).replaceAll('"/pruebas', `"${portal.url}/pruebas`)) as unknown[];
    expect((await run(steps)).result).toMatchObject({ status: 'failed', error });
  });

  it('finds one of three twins by its row, and content in a frameset', async () => {
    const anchored = { candidates: [{ by: 'anchored', anchor: 'Maíz', value: 'button' }] };
    const frame = { candidates: [{ by: 'label', value: 'Nombre y apellido' }], frame: ['frame[name=principal]'] };
    const made = await run([
      open('/pruebas/duplicados'),
      { type: 'click', target: anchored },
      { type: 'assert', target: '#resultado', text: 'Maíz' },
      open('/pruebas/marcos'),
      { type: 'fill', target: frame, value: 'x' },
      { type: 'assert', target: frame, value: 'x' },
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
  });
});
