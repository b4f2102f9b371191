import { describe, expect, it } from 'vitest';
import { contractReportSchema, type ContractCheck } from '@sri/shared/model/contract-report.ts';
import { createContractReports } from './contract-reports.ts';

const check = (path: string, breachCount: number): ContractCheck => ({
  stepId: `s${path}`,
  path,
  parser: null,
  rows: 5000,
  breachCount,
  breaches: Array.from({ length: Math.min(breachCount, 1000) }, (_, at) => ({
    code: 'value_missing' as const,
    row: at + 1,
    words: `Falta el valor de la fila ${at + 1}.`,
  })),
  settled: [],
});

describe('contracts that were broken', () => {
  it('end the run with the words of the first, its step, and how many others there are', () => {
    const reports = createContractReports(() => Promise.resolve());
    expect(reports.failure()).toBeNull();
    reports.keep('a', check('1', 1));
    expect(reports.failure()).toMatchObject({
      stepId: 's1',
      error: { code: 'data_contract', message: 'Falta el valor de la fila 1.', retryable: false },
    });
    reports.keep('b', check('2', 1));
    expect(reports.failure()?.error.message).toBe('Falta el valor de la fila 1. Hay 1 problema más.');
    reports.keep('a', check('3', 3));
    expect(reports.failure()).toMatchObject({
      stepId: 's1',
      error: { message: 'Falta el valor de la fila 1. Hay 4 problemas más.' },
    });
  });

  it('are written once each time that there are more, all counted and the first thousand told', async () => {
    const written: [string, string][] = [];
    const reports = createContractReports((name, content) => Promise.resolve(void written.push([name, content])));
    reports.keep('a', check('1', 999));
    await reports.flush();
    await reports.flush();
    reports.keep('a', check('2', 5000));
    await reports.flush();
    expect(written.map(([name]) => name)).toEqual(['data/a.contract.json', 'data/a.contract.json']);
    const { breachCount, checks } = contractReportSchema.parse(JSON.parse(written[1]?.[1] ?? ''));
    expect([breachCount, checks.map((one) => [one.path, one.breachCount, one.breaches.length])]).toEqual([
      5999,
      [
        ['1', 999, 999],
        ['2', 5000, 1],
      ],
    ]);
    expect(reports.kept().map(({ name, check: { path } }) => [name, path])).toEqual([
      ['a', '1'],
      ['a', '2'],
    ]);
  });
});
