// `npm run chaos -- --seed 7 --minutes 5`: breaks every part of an installation of its own under load, then counts what was
// lost, recorded twice, or shown without its result. Ends with 1 where anything was. The seed decides which faults come when.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onStopSignals } from '../local/stop-signals.ts';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '2' },
    rate: { type: 'string', default: '4' },
    keep: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const minutes = Number(values.minutes);
const jobsPerSecond = Number(values.rate);
if (!Number.isInteger(seed) || !(minutes > 0 && minutes <= 600) || !(jobsPerSecond > 0)) {
  console.error('Usage: npm run chaos -- --seed 7 --minutes 5 [--rate 4 (jobs a second)] [--keep (data and history)]');
  process.exit(2);
}

const stop = new AbortController();
onStopSignals({ first: () => stop.abort(), again: () => undefined });
const home = mkdtempSync(join(tmpdir(), 'sri-chaos-'));
let good = false;
try {
  const say = (line: string): void => console.log(`· ${line}`);
  const { totals, faults } = await runChaos({ seed, minutes, jobsPerSecond, home, signal: stop.signal, say });
  for (const fault of faults.slice(0, 50)) console.log(`✗ ${fault}`);
  if (faults.length > 50) console.log(`✗ and ${faults.length - 50} more`);
  console.log(totals);
  good = faults.length === 0;
} catch (error) {
  if (!stop.signal.aborted) throw error;
  console.log('Stopped.');
} finally {
  if (good && !values.keep) rmSync(home, { recursive: true, force: true });
  else console.log(`Data, logs and history.jsonl: ${home}`);
}
process.exit(good ? 0 : 1);
