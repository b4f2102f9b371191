import { existsSync, readdirSync } from 'node:fs';
import { runCommand } from './run-command.ts';

const APT_GET = '/usr/bin/apt-get';
const LISTS = '/var/lib/apt/lists';

export type AptResult = { ok: true } | { ok: false; reason: string };

/** Installs Debian packages, one call after the other, since the package database has one lock. */
export interface Apt {
  install: (name: string, signal?: AbortSignal) => Promise<AptResult>;
}

/** For where nothing may be installed. */
export const noApt: Apt = {
  install: () => Promise.resolve({ ok: false, reason: 'Nothing was installed: that is switched off here.' }),
};

const OPTIONS = [
  '-y',
  '-q',
  '--no-install-recommends',
  // Somebody else's apt is waited for, a while.
  '-o',
  'DPkg::Lock::Timeout=60',
  '-o',
  'Acquire::Retries=2',
];

function haveLists(): boolean {
  return (
    existsSync(LISTS) && readdirSync(LISTS).some((name) => name.endsWith('_Packages') || name.includes('Packages.'))
  );
}

/** How to become root for apt-get without being asked anything; undefined where that is not possible. */
async function asRoot(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [APT_GET];
  if (!existsSync('/usr/bin/sudo')) return undefined;
  const allowed = await runCommand('/usr/bin/sudo', { args: ['-n', 'true'] });
  return allowed.code === 0 ? ['/usr/bin/sudo', '-n', 'DEBIAN_FRONTEND=noninteractive', APT_GET] : undefined;
}

export interface AptOptions {
  /** The user's environment: apt-get heeds its proxies. */
  env: Record<string, string>;
  /** Hears of each package that is about to be installed. */
  onInstall: (name: string) => void;
  /** How apt-get is called, where that is not to be found out; for tests. */
  command?: string[];
}

/** The apt of this machine; where there is none, or no right to use it, `install` says so. */
export function createApt(options: AptOptions): Apt {
  let last: Promise<unknown> = Promise.resolve();
  const env = { ...options.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

  async function installNow(name: string, signal?: AbortSignal): Promise<AptResult> {
    if (options.command === undefined && !existsSync(APT_GET))
      return { ok: false, reason: 'This is no Debian: packages are yours to install.' };
    const [command, ...before] = options.command ?? (await asRoot()) ?? [];
    if (command === undefined) {
      return { ok: false, reason: `Installing ${name} needs root or sudo without a password.` };
    }
    options.onInstall(name);
    const apt = (args: string[]): ReturnType<typeof runCommand> =>
      runCommand(command, {
        args: [...before, ...OPTIONS, ...args],
        env,
        // apt-get ends at once while it downloads and finishes its work first when it unpacks.
        abortWith: 'SIGINT',
        ...(signal === undefined ? {} : { signal }),
      });
    if (haveLists() && (await apt(['install', name])).code === 0) return { ok: true };
    const update = await apt(['update']);
    const install = await apt(['install', name]);
    if (install.code === 0) return { ok: true };
    const said = (update.code === 0 ? install.output : update.output + install.output).trimEnd().split('\n').slice(-6);
    return { ok: false, reason: [`apt-get install ${name} failed:`, ...said].join('\n') };
  }

  return {
    install: (name, signal) => {
      const turn = last.then(
        () => installNow(name, signal),
        () => installNow(name, signal),
      );
      last = turn;
      return turn;
    },
  };
}
