import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractReportSchema, type ContractReport } from '@sri/shared/model/contract-report.ts';
import { resumeStateSchema } from '@sri/shared/model/resume.ts';
import { startPortal, type RunningPortal } from '../../examples/portal/portal.ts';
import { containing } from '../test/matchers.ts';
import { runSteps, type TestRun, type TestRunOptions } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';

let browser: Browser;
let portal: RunningPortal;
let session: { cookies: { name: string; value: string; domain: string }[]; connectedAt: number };

beforeAll(async () => {
  [browser, portal] = await Promise.all([launchTestBrowser(), startPortal({ port: 0 })]);
  const answer = await fetch(`${portal.url}/ingresar`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ usuario: 'proveedor', clave: 'practica2026', volver: '/' }),
  });
  const [name = '', value = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';')[0]?.split('=') ?? [];
  session = { cookies: [{ name, value, domain: '127.0.0.1' }], connectedAt: Date.now() };
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const run = (steps: unknown[], options: TestRunOptions = {}): Promise<TestRun> =>
  runSteps(browser, steps, {
    provider: { slug: 'practica', loginUrl: `${portal.url}/ingresar`, domains: [] },
    session,
    ...options,
  });
const open = (path: string): unknown => ({ type: 'navigate', url: `${portal.url}${path}` });
const readPages = {
  type: 'extractTable',
  target: 'table.datos',
  pagination: { next: 'a.siguiente' },
  saveAs: 'leidas',
};
const printed = ['total-cantidad', 'total-toneladas', 'total-ars', 'total-usd'];
const readTotals = {
  type: 'extract',
  fields: printed.map((name) => ({ name, target: `#${name}` })),
  saveAs: 'totales',
};
const totals = printed.map((name) => ({ name, value: `{{totales.${name}}}` }));
const parse = { id: 'leer', type: 'parse', as: 'table', from: '{{leidas}}', totals, saveAs: 'liquidaciones' };
/** As a portal that writes one amount wrongly would have it. */
const tamper = {
  type: 'evaluate',
  expression: "{{leidas}}.map((fila, n) => (n === 4 ? { ...fila, Importe: '1.000,00' } : fila))",
  saveAs: 'leidas',
};
const reportOf = (made: TestRun, name: string): ContractReport =>
  contractReportSchema.parse(made.json(`data/${name}.contract.json`));

describe('a table with a data contract', () => {
  it('that is kept is typed rows, in JSON and CSV, and the run is completed', async () => {
    const made = await run([open('/liquidaciones'), readTotals, readPages, parse]);
    expect(made.result).toMatchObject({ status: 'completed', data: ['totales', 'leidas', 'liquidaciones'] });
    const rows = made.json('data/liquidaciones.json') as Record<string, unknown>[];
    expect(rows).toHaveLength(68);
    expect(rows[0]).toEqual({
      numero: expect.stringMatching(/^\d{4}-\d{8}$/) as string,
      fecha: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
      contrato: expect.any(String) as string,
      especie: expect.any(String) as string,
      toneladas: expect.any(Number) as number,
      importe: expect.any(Number) as number,
      moneda: expect.stringMatching(/^(ARS|USD)$/) as string,
    });
    expect(made.text('data/liquidaciones.csv').split('\n')[0]).toContain('numero;fecha;contrato');
    expect(made.step('4')?.message).toBe('68 filas como «liquidaciones» de practica');
    expect(made.files.filter((name) => name.includes('contract'))).toEqual([]);
  });

  it('of one changed cell is for a person to look at, and says by how much it is wrong', async () => {
    const made = await run([open('/liquidaciones'), readTotals, readPages, tamper, parse, { type: 'screenshot' }]);
    const [breach] = reportOf(made, 'liquidaciones').checks[0]?.breaches ?? [];
    expect(breach).toMatchObject({
      code: 'total_differs',
      column: expect.stringMatching(/^total-(ars|usd)$/) as string,
    });
    expect(made.result.status).toBe('needs_review');
    expect(made.result.error).toMatchObject({ code: 'data_contract', stepId: 'leer', message: breach?.words });
    expect(made.result.error?.retryable).toBe(false);
    // What was read, and what came after it, is there all the same.
    expect(made.json('data/liquidaciones.json')).toHaveLength(68);
    expect(made.files).toContain('screenshot-0.png');
    expect(made.step('5')).toMatchObject({ status: 'passed', message: containing('los datos no cumplen su contrato') });
  });

  it('is broken by rows that the portal gives twice', async () => {
    const again = { type: 'evaluate', expression: '[...{{leidas}}, {{leidas}}[0], {{leidas}}[1]]', saveAs: 'leidas' };
    const made = await run([open('/entregas'), readPages, again, { ...parse, totals: undefined, saveAs: 'entregas' }]);
    expect(made.result).toMatchObject({
      status: 'needs_review',
      error: { code: 'data_contract', message: containing('repite la fila 1') },
    });
    expect(made.result.error?.message).toMatch(/ Hay 1 problema más\.$/);
    expect(reportOf(made, 'entregas')).toMatchObject({
      breachCount: 2,
      checks: [{ stepId: 'leer', path: '4', parser: { provider: 'practica', table: 'entregas' }, rows: 126 }],
    });
  });

  it('stays broken within try, and when the same table is read well afterwards', async () => {
    const attempt = { type: 'try', steps: [tamper, parse], catch: [] };
    const well = { ...parse, id: 'otra-vez' };
    const made = await run([
      open('/liquidaciones'),
      readTotals,
      readPages,
      attempt,
      open('/liquidaciones'),
      readPages,
      well,
    ]);
    expect(made.step('7')?.message).toBe('68 filas como «liquidaciones» de practica');
    expect(made.result).toMatchObject({ status: 'needs_review', error: { code: 'data_contract' } });
    expect(reportOf(made, 'liquidaciones').checks.map(({ path }) => path)).toEqual(['4.steps.2']);
  });

  it('stays broken in a run that is taken up where another one failed', async () => {
    const fails = { id: 'falla', type: 'assert', target: 'h1', text: 'Otra cosa', timeoutMs: 200 };
    const failed = await run([open('/liquidaciones'), readTotals, readPages, tamper, parse, fails]);
    expect(failed.result).toMatchObject({ status: 'failed', error: { code: 'assertion_failed' } });
    const resume = resumeStateSchema.parse(failed.json('resume.json'));
    const passes = { id: 'falla', type: 'assert', target: 'h1', text: 'Liquidaciones' };
    const made = await run([open('/liquidaciones'), readTotals, readPages, tamper, parse, passes], { resume });
    expect(made.step('5')?.status).toBe('skipped');
    expect(made.result).toMatchObject({ status: 'needs_review', error: { code: 'data_contract' } });
    expect(reportOf(made, 'liquidaciones').checks).toHaveLength(1);
  });

  it('tells in a loop which round broke it', async () => {
    const split = { type: 'evaluate', expression: '[{ filas: {{leidas}} }, { filas: [] }]', saveAs: 'partes' };
    const each = { ...parse, from: '{{parte.filas}}', totals: undefined };
    const made = await run([
      open('/liquidaciones'),
      readPages,
      split,
      { type: 'forEach', items: '{{partes}}', as: 'parte', steps: [each] },
    ]);
    expect(made.result).toMatchObject({
      status: 'needs_review',
      error: { message: 'Terminó sin datos. Lo normal es al menos 1 fila.' },
    });
    expect(reportOf(made, 'liquidaciones').checks.map(({ path, rows }) => [path, rows])).toEqual([['4[2].1', 0]]);
  });

  it('is read from a CSV that was downloaded', async () => {
    const download = { type: 'download', target: '#exportarCsv', saveAs: 'archivo' };
    const made = await run([open('/liquidaciones'), download, { ...parse, from: '{{archivo}}', totals: undefined }]);
    expect(made.result.status).toBe('completed');
    expect(made.json('data/liquidaciones.json')).toHaveLength(68);
  });

  it('of the step’s own is what counts where it has one', async () => {
    const contract = {
      columns: [
        { name: 'id', type: 'text', headers: ['Número'] },
        { name: 'kilos', type: 'weight', unit: 'kg', printedIn: 't', headers: ['Toneladas'] },
      ],
      otherColumns: 'leaveOut',
      minRows: 100,
    };
    const made = await run([open('/liquidaciones'), readPages, { ...parse, totals: undefined, contract }]);
    expect(made.result.error?.message).toBe('Hay 68 filas. Lo normal es al menos 100 filas.');
    expect(made.step('3')?.message).toMatch(/^68 filas por el contrato del paso; «kilos»: coma decimal, por «/);
    expect(Object.keys((made.json('data/liquidaciones.json') as object[])[0] ?? {})).toEqual(['id', 'kilos']);
  });
});
