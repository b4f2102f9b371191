import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Commands that the guide's test calls, and the Debian package that has each. */
const TOOLS = { psql: 'postgresql-client', 'redis-cli': 'redis-tools', curl: 'curl', openssl: 'openssl' };

function onPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** Installs what the tests call and this machine lacks; on Debian as root, elsewhere it says what to install. */
export function installTestTools(): void {
  const missing = Object.entries(TOOLS)
    .filter(([command]) => !onPath(command))
    .map(([, debianPackage]) => debianPackage);
  if (missing.length === 0) return;
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    console.error(
      `The tests need these Debian packages (or their like): ${missing.join(' ')}. Install them and try again.`,
    );
    process.exit(1);
  }
  console.log(`· Installing ${missing.join(' ')} for the tests`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  const install = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  if (install.status !== 0) process.exit(install.status ?? 1);
}
