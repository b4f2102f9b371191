import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import type { BackupStore } from './store/backup-store.ts';
import { baseKey, completeBases, type Manifest, storedWal, walKey } from './store/bases.ts';
import { placeOf, walKind } from './wal-names.ts';

export interface RestoreOptions {
  store: BackupStore;
  /** The data directory: empty, or not there yet. */
  into: string;
  /** Everything up to then; without it everything there is. */
  until?: Date;
  say: (line: string) => void;
}

export interface Restored extends Manifest {
  id: string;
  segments: number;
}

/** Inside the data directory; gone once the server has read it. */
const WAL_FOLDER = 'restored-wal';

function refuseFull(into: string): void {
  if (!existsSync(into) || readdirSync(into).filter((name) => name !== 'lost+found').length === 0) return;
  throw new AppError('config_invalid', `${into} is not empty`, {
    hint: 'A restore never overwrites: move the old cluster away, or name another folder.',
  });
}

/** Unpacks a base as it streams out of the store. */
async function unpack(store: BackupStore, key: string, into: string): Promise<void> {
  const tar = spawn('tar', ['--extract', '--no-same-owner', '--file=-', `--directory=${into}`], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  tar.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', resolve);
  });
  ended.catch(() => undefined);
  await store.get(key, tar.stdin);
  if ((await ended) !== 0) throw new AppError('part_failed', 'tar cannot unpack the base', { hint: said.trim() });
}

/** The log from `first` on, as the server asks for it: without `.partial`, where the whole segment is not there. */
async function fetchWal(store: BackupStore, first: string, into: string): Promise<number> {
  const names = await storedWal(store);
  const wanted = names.filter((name) => walKind(name) === 'history' || placeOf(name) >= placeOf(first));
  for (const name of wanted) {
    const whole = name.replace(/\.partial$/, '');
    if (name !== whole && names.includes(whole)) continue;
    await store.get(walKey(name), createWriteStream(join(into, whole), { mode: 0o600 }));
  }
  return wanted.length;
}

/** The server's own words for what to do at its first start. */
function recoverySettings(until: Date | undefined): string {
  return [
    '',
    `restore_command = 'cp "${WAL_FOLDER}/%f" "%p"'`,
    `recovery_end_command = 'rm -rf "${WAL_FOLDER}"'`,
    "recovery_target_timeline = 'latest'",
    ...(until === undefined
      ? []
      : [`recovery_target_time = '${until.toISOString()}'`, "recovery_target_action = 'promote'"]),
    '',
  ].join('\n');
}

/**
 * Makes a cluster of the newest base and the log since. It is complete when this returns: the server's first start reads
 * the log and opens for work at its end. A restore that breaks off leaves `into` empty. Throws `config_invalid` where there
 * is nothing to restore from, the folder is not empty, or the key does not fit.
 */
export async function restore({ store, into, until, say }: RestoreOptions): Promise<Restored> {
  refuseFull(into);
  const bases = (await completeBases(store)).filter(({ at }) => until === undefined || at <= until);
  const base = bases.at(-1);
  if (base === undefined) {
    throw new AppError('config_invalid', 'there is no backup to restore from', {
      hint:
        until === undefined ? 'Look at BACKUP_BUCKET and its address.' : `None is older than ${until.toISOString()}.`,
    });
  }
  // Unpacked beside its place inside the same folder, which may be the root of a disk of its own.
  const unfinished = join(into, '.restoring');
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  try {
    say(`base of ${base.id} (${(base.bytes / 1e6).toFixed(1)} MB)`);
    await unpack(store, baseKey(base.id), unfinished);
    mkdirSync(join(unfinished, WAL_FOLDER), { mode: 0o700 });
    const segments = await fetchWal(store, base.segment, join(unfinished, WAL_FOLDER));
    say(`${segments} files of the log since ${base.segment}`);
    appendFileSync(join(unfinished, 'postgresql.auto.conf'), recoverySettings(until));
    writeFileSync(join(unfinished, 'recovery.signal'), '');
    for (const name of readdirSync(unfinished)) renameSync(join(unfinished, name), join(into, name));
    chmodSync(into, 0o700);
    return { ...base, segments };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
