import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { postgresTools } from './postgres-tools.ts';
import { runDrill } from './run-drill.ts';

const PATIENCE_MS = 10 * 60_000;
const missing = await postgresTools(console.log).then(
  () => undefined,
  (error: Error) => error.message,
);

test.skipIf(missing !== undefined)(
  `R1 R58 cluster, spool and Redis are lost; out of the backups comes everything that was in the store, and what waited runs once${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'sri-drill-test-'));
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const said: string[] = [];
    const result = await runDrill({ home, organisations: 2, waiting: 5, signal, say: (line) => said.push(line) });
    console.log(`· ${result.totals}`);
    expect({ ...result, said }).toMatchObject({ faults: [], totals: expect.stringContaining('faults 0') });
    rmSync(home, { recursive: true, force: true });
  },
  PATIENCE_MS,
);
