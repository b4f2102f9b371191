import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataContractSchema } from '@sri/shared/model/data-contract.ts';
import type { ValueFormat } from '@sri/shared/model/value-format.ts';
import { inThread } from './in-thread.ts';
import { readContractTable, type ContractReading, type ContractTask, type TableSource } from './read-contract-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sri-contract-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const task = (source: TableSource, given: Partial<ContractTask> = {}): ContractTask => ({
  source,
  separator: undefined,
  provider: 'practica',
  format: {},
  table: undefined,
  contract: undefined,
  totals: {},
  ...given,
});
async function fileOf(name: string, bytes: string | Uint8Array): Promise<TableSource> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, name };
}
const CSV =
  'Número;Fecha;Contrato;Especie;Toneladas;Importe;Moneda\n0001-00000001;03/04/2026;C-1;Maíz;1.234,50;10,00;ARS\n';

function readingOf(given: ContractTask): ContractReading {
  const answer = readContractTable(given);
  if ('value' in answer) return answer.value;
  throw new Error(answer.fault.message);
}

describe('a table from a text or a file', () => {
  it('is the same in UTF-8 and as Windows writes it', async () => {
    const expected = { numero: '0001-00000001', especie: 'Maíz', toneladas: 1234.5, fecha: '2026-04-03' };
    const windows = Buffer.from(CSV, 'latin1');
    for (const source of [{ text: CSV }, await fileOf('utf8.csv', CSV), await fileOf('windows.csv', windows)]) {
      const { result, parser } = readingOf(task(source));
      expect([parser, result.breaches]).toEqual([{ provider: 'practica', table: 'liquidaciones' }, []]);
      expect(result.rows[0]).toMatchObject(expected);
    }
  });

  it('without a row is told by its header alone', () => {
    const { result, parser } = readingOf(task({ text: CSV.split('\n')[0] ?? '' }));
    expect(parser?.table).toBe('liquidaciones');
    expect(result.breaches.map(({ code }) => code)).toEqual(['too_few_rows']);
  });

  it('that is none is refused in words, as is one that the portal does not have', async () => {
    const binary = await fileOf('foto.csv', new Uint8Array([0x89, 0x50, 0, 1]));
    expect(readContractTable(task(binary))).toMatchObject({ fault: { message: 'foto.csv no es una tabla CSV' } });
    expect(readContractTable(task({ text: CSV }, { table: 'facturas' }))).toMatchObject({
      fault: { message: 'El portal «practica» no tiene una tabla «facturas»' },
    });
  });

  it('is read in a thread to the same end', async () => {
    const limits = { signal: new AbortController().signal, timeoutMs: 60_000, words: 'leer la tabla' };
    const thread = new URL('contract-thread.ts', import.meta.url);
    const big = task({ text: CSV + (CSV.split('\n')[1]?.concat('\n') ?? '').repeat(5000) });
    const reading = await inThread<ContractReading>(thread, big, limits);
    expect(reading).toEqual(readingOf(big));
    expect(reading.result.breachCount).toBe(5000);
    const unknown = inThread(thread, task({ text: CSV }, { table: 'facturas' }), limits);
    await expect(unknown).rejects.toMatchObject({
      code: 'step_failed',
      message: 'El portal «practica» no tiene una tabla «facturas»',
    });
  });
});

it('the portal’s format fills what the contract does not say, and no more', () => {
  const column = { name: 'importe', type: 'number' } as const;
  const valuesOf = (format: ValueFormat, own: ValueFormat) => {
    const contract = dataContractSchema.parse({ format: own, columns: [column] });
    const answer = readContractTable(task({ rows: [{ importe: '1.234' }] }, { format, contract }));
    return 'value' in answer ? answer.value.result.rows.map(({ importe }) => importe) : [];
  };
  expect(valuesOf({}, {})).toEqual([null]);
  expect(valuesOf({ decimal: ',' }, {})).toEqual([1234]);
  expect(valuesOf({ decimal: ',' }, { decimal: '.' })).toEqual([1.234]);
});
