import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';

vi.setConfig({ testTimeout: 120_000 });

let kit: WorkerKit;
beforeAll(async () => {
  kit = await createWorkerKit();
  await kit.setSession();
});
afterAll(() => kit?.close());

const CSV = 'Número;Fecha;Contrato;Especie;Toneladas;Importe;Moneda\nL-1;03/04/2026;C-1;Soja;1,50;10,00;ARS\n';
const stepsOf = (csv: string): object[] => [
  { type: 'setVariable', value: csv, saveAs: 'texto' },
  { id: 'tabla', type: 'parse', as: 'table', from: '{{texto}}', saveAs: 'liquidaciones' },
];

test('data that breaks its contract ends the execution for a person to look at, with everything that it left', async () => {
  const worker = await kit.startWorker();
  const well = await kit.put(stepsOf(CSV));
  expect(await kit.ended(well.jobId)).toMatchObject({ outcome: { status: 'completed' } });

  const { jobId } = await kit.put(stepsOf(`${CSV}L-1;03/04/2026;C-1;Soja;1,50;?;ARS\n`));
  const { outcome } = await kit.ended(jobId);
  expect(outcome).toMatchObject({
    status: 'needs_review',
    error: { code: 'data_contract', stepId: 'tabla' },
    steps: [{ status: 'passed' }, { status: 'passed' }],
  });
  expect(outcome?.error?.message).toMatch(/^«\?» no es un importe\. .* Hay 1 problema más\.$/);
  expect(outcome).not.toHaveProperty('retry');
  expect(Object.keys(outcome?.objects ?? {})).toEqual(
    expect.arrayContaining(['data/liquidaciones.json', 'data/liquidaciones.csv', 'data/liquidaciones.contract.json']),
  );
  await waitFor('its files', () => worker.said(jobId).includes('✓ Results uploaded to S3'));
  const report = JSON.parse(await kit.object(jobId, 'data/liquidaciones.contract.json')) as { breachCount: number };
  expect(report.breachCount).toBe(2);
  expect(worker.said(jobId)).not.toContain('✅ Job completed');
  worker.process.kill('SIGKILL');
});
