import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BackupStore } from '../store/backup-store.ts';

/** How many tables the newest dump has data of, as pg_restore reads it from its beginning to its end. */
export async function checkDump(store: BackupStore, bin: string): Promise<number> {
  const newest = (await store.list('dump/')).toSorted().at(-1);
  if (newest === undefined) return 0;
  const child = spawn(join(bin, 'pg_restore'), ['--file=-', '--data-only'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [said] = await Promise.all([text(child.stdout), store.get(newest, child.stdin)]);
  return said.split('\n').filter((line) => line.startsWith('COPY public.')).length;
}
