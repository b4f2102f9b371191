// `npm run drill`: an installation of its own loses everything but its backups, and is brought back from them. Ends with 1
// where anything is missing, doubled or visible to somebody else. Prints what was lost and how long it took.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onStopSignals } from '../../local/stop-signals.ts';
import { runDrill } from './run-drill.ts';

const { values } = parseArgs({
  options: {
    organisations: { type: 'string', default: '4' },
    waiting: { type: 'string', default: '10' },
    keep: { type: 'boolean', default: false },
  },
});
const organisations = Number(values.organisations);
const waiting = Number(values.waiting);
if (!Number.isInteger(organisations) || organisations < 2 || !Number.isInteger(waiting) || waiting < 1) {
  console.error(
    'Usage: npm run drill -- [--organisations 4 (two at least)] [--waiting 10 (of each)] [--keep (data, logs)]',
  );
  process.exit(2);
}

const stop = new AbortController();
onStopSignals({ first: () => stop.abort(), again: () => undefined });
const home = mkdtempSync(join(tmpdir(), 'sri-drill-'));
let good = false;
try {
  const say = (line: string): void => console.log(`· ${line}`);
  const { faults, totals } = await runDrill({ home, organisations, waiting, signal: stop.signal, say });
  for (const fault of faults) console.log(`✗ ${fault}`);
  console.log(totals);
  good = faults.length === 0;
} catch (error) {
  if (!stop.signal.aborted) throw error;
  console.log('Stopped.');
} finally {
  if (good && !values.keep) rmSync(home, { recursive: true, force: true });
  else console.log(`Data and logs: ${home}`);
}
process.exit(good ? 0 : 1);
