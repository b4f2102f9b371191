import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MINUTES = 2;
const PATIENCE_MS = 15 * 60_000;

test(
  'R1 R5 R8 R10 R11 R13 R14 R23 two minutes of faults of every kind: nothing is lost, recorded twice or shown without its result',
  async () => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'chaos.ts'), '--seed', '7', '--minutes', String(MINUTES)],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringMatching(/lost 0 \| recorded twice 0 \| completed without the accepted attempt's result 0/),
    });
  },
  PATIENCE_MS,
);
