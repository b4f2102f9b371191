import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const OWN = join(import.meta.dirname, '..', '..', '.tools', 'promtool', 'promtool');

/** Prometheus' own checker of alert rules: on the PATH, or the one that the tests keep; undefined where there is none. */
export function findPromtool(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'promtool'));
  return [...onPath, OWN].find((file) => existsSync(file));
}

/**
 * Takes promtool out of Debian's package without installing that, since the package starts a server. Where that does not
 * work, the test that wants it is skipped.
 */
export function fetchPromtool(): void {
  if (findPromtool() !== undefined || !existsSync('/usr/bin/apt-get')) return;
  console.log('· Fetching promtool for the tests');
  const folder = mkdtempSync(join(tmpdir(), 'sri-promtool-'));
  try {
    const options = { cwd: folder, stdio: 'ignore' as const };
    if (spawnSync('apt-get', ['download', '-qq', 'prometheus'], options).status !== 0) return;
    const file = readdirSync(folder).find((name) => name.endsWith('.deb'));
    if (file === undefined || spawnSync('dpkg-deb', ['-x', file, 'content'], options).status !== 0) return;
    mkdirSync(join(OWN, '..'), { recursive: true });
    copyFileSync(join(folder, 'content', 'usr', 'bin', 'promtool'), OWN);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
