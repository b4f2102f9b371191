import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minimalPdf } from '../test/minimal-pdf.ts';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps, type TestRun } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { containing } from '../test/matchers.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const open = (): unknown => ({ type: 'navigate', url: `${server.url}/pasos.html` });
const get = (name: string, content: string, saveAs = 'archivo'): unknown => ({
  type: 'download',
  url: `${server.url}/archivo?n=${encodeURIComponent(name)}&t=${encodeURIComponent(content)}`,
  saveAs,
});
const tell = (name: string): unknown => ({ type: 'evaluate', expression: `({ v: {{${name}}} })`, saveAs: 'fin' });
const told = (made: TestRun): unknown => (made.json('data/fin.json') as { v: unknown }).v;
const run = (...steps: unknown[]): Promise<TestRun> => runSteps(browser, [open(), ...steps]);
const refused = (message: string): object => ({
  status: 'failed',
  error: { code: 'step_failed', message: containing(message) },
});

const INVOICE = [
  ['Liquidacion L-7', 'Neto: 1.234,56'],
  ['Anexo', 'Humedad 14,5'],
];

describe('the text of a PDF', () => {
  it('as lines, of all pages or of those that are asked for', async () => {
    const made = await run(
      get('L-7.pdf', minimalPdf(INVOICE)),
      { type: 'pdf', from: '{{archivo}}', saveAs: 'todo' },
      { type: 'pdf', from: 'L-7.pdf', pages: '2', saveAs: 'anexo' },
      { type: 'parse', from: '{{todo}}', as: 'regex', pattern: 'Neto: ([\\d.,]+)', saveAs: 'texto' },
      { type: 'parse', from: '{{texto}}', as: 'number', saveAs: 'neto' },
      { type: 'evaluate', expression: '({ v: [{{todo}}, {{anexo}}, {{neto}}] })', saveAs: 'fin' },
    );
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(told(made)).toEqual([
      'Liquidacion L-7\nNeto: 1.234,56\n\nAnexo\nHumedad 14,5',
      'Anexo\nHumedad 14,5',
      1234.56,
    ]);
  });

  it.each<[string, () => unknown[], string]>([
    ['no PDF', () => [get('a.pdf', 'esto es texto')], 'no es un PDF'],
    ['one that a password protects', () => [get('a.pdf', minimalPdf(INVOICE, 'password'))], 'protegido con contraseña'],
    ['one that is cut off', () => [get('a.pdf', '%PDF-1.4 nada mas')], 'dañado'],
    [
      'no such pages',
      () => [get('a.pdf', minimalPdf(INVOICE)), { type: 'setVariable', saveAs: 'x', value: 1 }],
      'tiene 2 páginas',
    ],
    ['no such file', () => [{ type: 'setVariable', saveAs: 'archivo', value: '../execution.log' }], 'ningún archivo'],
  ])('%s is told', async (_what, before, message) => {
    const made = await run(...before(), { type: 'pdf', from: '{{archivo}}', pages: '5-9', saveAs: 't' });
    expect(made.result).toMatchObject(refused(message));
  });

  it('a page without text is no error, but said', async () => {
    const made = await run(get('escaneado.pdf', minimalPdf([[]])), { type: 'pdf', from: '{{archivo}}', saveAs: 't' });
    expect(made.result.status).toBe('completed');
    expect(made.warnings.join()).toContain('no tiene texto');
  });
});

describe('the text in a picture', () => {
  it('of an element, of the window and of a file, in Spanish', async () => {
    const made = await run(
      { type: 'evaluate', expression: `void (document.querySelector('#texto').style.fontSize = '40px')` },
      { type: 'ocr', target: '#texto', saveAs: 'uno' },
      { type: 'ocr', saveAs: 'dos' },
      { type: 'screenshot', target: '#texto', saveAs: 'foto' },
      { type: 'ocr', from: '{{foto}}', language: 'eng', saveAs: 'tres' },
      { type: 'evaluate', expression: '({ v: [{{uno}}, {{dos}}, {{tres}}] })', saveAs: 'fin' },
    );
    expect(made.result).toMatchObject({ status: 'completed' });
    const [element, screen, file] = told(made) as string[];
    expect(element).toMatch(/LIQUIDACIÓN N. 12345/);
    expect(screen).toContain('LIQUIDACIÓN');
    expect(file).toContain('12345');
    expect(made.step('3')?.message).toMatch(/3 palabras, seguridad \d+ %/);
  });

  it.each<[string, () => unknown[], unknown, string]>([
    ['a picture without text', () => [], { target: '#vacio' }, 'no se encontró ningún texto'],
    ['what is no picture', () => [get('a.png', 'esto es texto')], { from: '{{archivo}}' }, 'no se puede leer'],
    ['an empty file', () => [get('a.png', '')], { from: '{{archivo}}' }, 'está vacío'],
    ['a PDF without pictures', () => [get('a.pdf', minimalPdf(INVOICE))], { from: '{{archivo}}' }, 'ningún texto'],
    ['a PDF cut off', () => [get('a.pdf', '%PDF-1.7')], { from: '{{archivo}}' }, 'dañado'],
  ])('%s is told', async (_what, before, how, message) => {
    const made = await run(...before(), { type: 'ocr', ...(how as object), saveAs: 't' });
    expect(made.result).toMatchObject(refused(message));
  });
});

describe('parse', () => {
  it.each<[unknown, object, unknown]>([
    ['US$ 1.234,50', { as: 'money' }, { amount: 1234.5, currency: 'USD' }],
    ['24/11/2026', { as: 'date' }, '2026-11-24'],
    ['{"a": [1, 2]}', { as: 'json' }, { a: [1, 2] }],
    ['n;m\n1;2', { as: 'csv' }, [{ n: '1', m: '2' }]],
    [
      'n;m\n1;2',
      { as: 'csv', header: false },
      [
        ['n', 'm'],
        ['1', '2'],
      ],
    ],
    ['uno\n\n dos ', { as: 'lines' }, ['uno', 'dos']],
    ['L-1, L-22', { as: 'regex', pattern: 'L-(\\d+)', all: true }, ['1', '22']],
    ['1.500', { as: 'number', decimal: ',' }, 1500],
    [7.5, { as: 'number' }, 7.5],
    [1.234, { as: 'number' }, 1.234],
    ['03/04/2026', { as: 'date', order: 'mdy' }, '2026-03-04'],
  ])('%j as %j', async (value, how, expected) => {
    const steps = [
      { type: 'setVariable', saveAs: 'x', value },
      { type: 'parse', from: '{{x}}', ...how, saveAs: 'y' },
    ];
    const made = await run(...steps, tell('y'));
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(told(made)).toEqual(expected);
  });

  it.each<[string, object, string]>([
    ['1.500', { as: 'number' }, 'puede ser dos números distintos'],
    ['03/04/2026', { as: 'date' }, 'puede ser 2026-04-03 o 2026-03-04'],
    ['nada', { as: 'date' }, 'no es una fecha'],
    ['{', { as: 'json' }, 'no es JSON'],
    ['abc', { as: 'regex', pattern: '\\d' }, 'no contiene nada como'],
  ])('%s as %j is told', async (value, how, message) => {
    const steps = [
      { type: 'setVariable', saveAs: 'x', value },
      { type: 'parse', from: '{{x}}', ...how, saveAs: 'y' },
    ];
    expect((await run(...steps)).result).toMatchObject(refused(message));
  });

  it('rows become a file, as those of a table do', async () => {
    const made = await run({ type: 'parse', from: 'n;m\n1;2', as: 'csv', saveAs: 'filas' });
    expect(made.json('data/filas.json')).toEqual([{ n: '1', m: '2' }]);
  });
});

describe('upload', () => {
  const seen = { type: 'extract', fields: [{ name: 'v', target: '#subido' }], saveAs: 'r' };
  const shown = (made: TestRun): unknown => (made.json('data/r.json') as { v: unknown }).v;
  const landed = (name: string): unknown => ({
    type: 'waitFor',
    target: { candidates: [{ by: 'text', value: name }] },
  });

  it('files of the execution, one and several, into a field and where a click asks for them', async () => {
    const before = [get('a.csv', 'uno', 'a'), get('b.csv', 'dos', 'b')];
    const one = await run(...before, { type: 'upload', target: '#archivo', files: '{{a}}' }, landed('a.csv=uno'), seen);
    expect(shown(one)).toBe('a.csv=uno');
    const files = ['{{a}}', 'downloads/b.csv'];
    const both = await run(...before, { type: 'upload', target: '#archivo', files }, landed('b.csv'), seen);
    expect(shown(both)).toBe('a.csv=uno;b.csv=dos');
    const asked = await run(...before, { type: 'upload', target: '#elegir', files: '{{b}}' }, landed('b.csv'), seen);
    expect(shown(asked)).toBe('b.csv=dos');
    const hidden = await run(
      ...before,
      { type: 'upload', target: '#escondido', files: '{{b}}' },
      landed('b.csv'),
      seen,
    );
    expect(shown(hidden)).toBe('b.csv=dos');
  });

  it('contents that stand in an input', async () => {
    const files = `data:text/csv;name=notas.csv;base64,${Buffer.from('tres').toString('base64')}`;
    const made = await run({ type: 'upload', target: '#archivo', files }, landed('notas.csv'), seen);
    expect(shown(made)).toBe('notas.csv=tres');
  });

  it('no file of the machine, and nothing where nothing asks', async () => {
    const outside = { type: 'upload', target: '#archivo', files: '/etc/passwd' };
    expect((await run(outside)).result).toMatchObject(refused('ningún archivo «/etc/passwd»'));
    const nothing = { type: 'upload', target: '#suma', files: '{{a}}', timeoutMs: 700 };
    expect((await run(get('a.csv', 'uno', 'a'), nothing)).result).toMatchObject(refused('ningún archivo fue pedido'));
  });
});
