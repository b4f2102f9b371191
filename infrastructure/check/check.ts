// `npm run check`: everything that needs no services, side by side. Prints the output of what failed, then one line
// for each part.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const script = (name: string): string[] => [process.execPath, join(import.meta.dirname, name)];

const PARTS: Record<string, string[]> = {
  'types: shared': [bin('tsc'), '-p', 'shared'],
  'types: shared, without Node': [bin('tsc'), '-p', 'shared/tsconfig.anywhere.json'],
  'types: server': [bin('tsc'), '-p', 'server'],
  'types: worker': [bin('tsc'), '-p', 'worker'],
  'types: desktop': [bin('tsc'), '-p', 'desktop'],
  'types: console': [bin('tsc'), '-p', 'desktop/renderer'],
  'types: infrastructure': [bin('tsc'), '-p', 'infrastructure'],
  'types: practice portal': [bin('tsc'), '-p', 'examples/portal'],
  lint: [bin('oxlint'), '--quiet'],
  format: [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  arrows: script('check-arrows.ts'),
  'line budget': script('check-lines.ts'),
  'unit tests': [bin('vitest'), 'run', '--project', 'unit', '--reporter=dot'],
};

interface Result {
  name: string;
  ok: boolean;
  output: string;
  seconds: number;
}

function run(name: string, [command = '', ...args]: string[]): Promise<Result> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const end = (ok: boolean): void => resolve({ name, ok, output, seconds: (performance.now() - startedAt) / 1000 });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** At most three at a time: each of them uses more than one core. */
async function runAll(): Promise<Result[]> {
  const waiting = Object.entries(PARTS);
  const results: Result[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push(await run(...next));
  };
  await Promise.all([lane(), lane(), lane()]);
  return results;
}

const results = await runAll();
for (const { name, output } of results.filter(({ ok }) => !ok)) console.log(`\n── ${name}\n${output.trim()}`);
console.log('');
for (const { name, ok, seconds } of results) console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
