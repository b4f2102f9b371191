// `npm run bench -- NAME`: measures one thing, ours and what it is compared with in turn on the same services, and prints
// one line of JSON. `--scale 0.1` does a tenth of the work, to see that it runs.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@sri/shared/errors.ts';
import { onStopSignals } from '../local/stop-signals.ts';
import type { Bench } from './bench-contract.ts';
import { openStack } from './stack.ts';

const BENCHES: Record<string, () => Promise<Bench>> = {
  queue: async () => (await import('./queue/queue-bench.ts')).queueBench,
  pickup: async () => (await import('./queue/pickup-bench.ts')).pickupBench,
  fairness: async () => (await import('./queue/fairness-bench.ts')).fairnessBench,
  growth: async () => (await import('./queue/growth-bench.ts')).growthBench,
  job: async () => (await import('./browser/job-bench.ts')).jobBench,
  crawl: async () => (await import('./browser/crawl-bench.ts')).crawlBench,
  run: async () => (await import('./run/run-bench.ts')).runBench,
  idle: async () => (await import('./idle/idle-bench.ts')).idleBench,
};

function usage(): never {
  console.error(`Usage: npm run bench -- NAME [--scale 0.1] [--keep]\nNAME: ${Object.keys(BENCHES).join(', ')}`);
  return process.exit(2);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
});
const [name = '', ...more] = positionals;
const load = BENCHES[name];
const scale = Number(values.scale);
if (load === undefined || more.length > 0 || !(scale > 0 && scale <= 10)) usage();

const say = (line: string): void => console.error(`· ${line}`);
const home = mkdtempSync(join(tmpdir(), 'sri-bench-'));
const stack = await openStack(home, say);
onStopSignals({
  first: () => void stack.stopAll().finally(() => process.exit(130)),
  again: () => process.exit(130),
});
let code = 0;
try {
  const bench = await load();
  const result = await bench({ stack, scale, say });
  const machine = { cores: cpus().length, model: cpus()[0]?.model, memoryGB: Math.round(totalmem() / 2 ** 30) };
  const date = new Date().toISOString().slice(0, 10);
  console.log(JSON.stringify({ bench: name, ...result, scale, date, machine, node: process.version }));
} catch (error) {
  const told = error instanceof AppError ? `${error.message}\n  ${error.hint}` : error;
  console.error('✗', told);
  code = 1;
} finally {
  await stack.stopAll();
  if (values.keep) console.error(`Data and logs: ${home}`);
  else rmSync(home, { recursive: true, force: true });
}
process.exit(code);
