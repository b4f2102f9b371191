import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EXECUTION_LOG, openExecutionLog } from './execution-log.ts';
import { orDiskFull } from './spool.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sri-log-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

test('writes a line each, later lines of one text indented', () => {
  const dir = folder();
  const log = openExecutionLog(dir);
  log.line('info', '✓ Hash verified');
  log.line('error', 'uno\ndos');
  log.close();
  log.line('info', 'too late');
  const lines = readFileSync(join(dir, EXECUTION_LOG), 'utf8').split('\n');
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z INFO {2}✓ Hash verified$/);
  expect(lines.slice(1)).toEqual([expect.stringMatching(/ERROR uno$/), '  dos', '']);
});

test('R50 stays below its size, counted in bytes, and says how much is left out', () => {
  const dir = folder();
  const log = openExecutionLog(dir, 1000);
  for (let line = 0; line < 100; line += 1) log.line('info', 'ñ'.repeat(50));
  log.close();
  const text = readFileSync(join(dir, EXECUTION_LOG), 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThan(1200);
  expect(text).toMatch(/9\d líneas más no se guardaron/);
});

test('a full disk is kept as its fault, not thrown into the run', () => {
  const dir = folder();
  symlinkSync('/dev/full', join(dir, EXECUTION_LOG));
  const log = openExecutionLog(dir);
  log.line('info', 'does not fit');
  log.close();
  expect(orDiskFull(log.fault())).toMatchObject({ code: 'disk_full', retryable: true });
});
