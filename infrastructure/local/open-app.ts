// The desktop app, opened beside the stack: where there is a display and an Electron, signed in to the demo organisation.
import { join } from 'node:path';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { electronFiles } from '../../desktop/build/electron-files.ts';
import type { Api } from './api-client.ts';
import { type LauncherConfig, ROOT, windowEnv } from './config.ts';
import { makeFolder } from './make-folder.ts';
import type { ProcessSpec } from './run-process.ts';

/** Whether `npm start` opens the app; `no electron`: it would, but Electron's files are not there. */
export type AppChoice =
  { open: true; electron: string } | { open: false; why: 'not wanted' | 'no display' | 'no electron' };

/** Decides it. A launcher that nobody sits at (`detached`) opens nothing, and SRI_OPEN=no turns it off. */
export function chooseApp(
  { SRI_OPEN, display }: Pick<LauncherConfig, 'SRI_OPEN' | 'display'>,
  detached: boolean,
  findElectron: () => string | null,
): AppChoice {
  if (detached || SRI_OPEN === 'no') return { open: false, why: 'not wanted' };
  if (!display) return { open: false, why: 'no display' };
  const electron = findElectron();
  return electron === null ? { open: false, why: 'no electron' } : { open: true, electron };
}

/** Electron's binary on this machine, if there is one. */
export function findElectron({ ELECTRON_OVERRIDE_DIST_PATH }: LauncherConfig): string | null {
  return electronFiles(ELECTRON_OVERRIDE_DIST_PATH || undefined)?.binary ?? null;
}

/** What the app is opened with: the server, and the code that signs in there once. */
export function appLink(server: string, code: string): string {
  return `sri://entrar?${new URLSearchParams({ servidor: server, codigo: code }).toString()}`;
}

/** Looks whether somebody signed in with a code since this was made; throws while nobody did. */
async function signedInWithCode(api: Api): Promise<() => Promise<void>> {
  const path = `${listAudit.path}?action=auth.signed_in&limit=1`;
  const last = async () => (await api({ method: 'GET', path, answer: listAudit.response }))[0];
  const before = (await last())?.seq ?? 0;
  return async () => {
    const entry = await last();
    if (entry === undefined || entry.seq <= before || entry.details['by'] !== 'code') throw new Error('not signed in');
  };
}

export interface AppFacts {
  language: LauncherConfig['language'];
  electron: string;
  home: string;
  consoleUrl: string;
  /** Signs in once. */
  code: string;
  /** Speaks for the one whom the code signs in. */
  api: Api;
}

/** The app as a part: ready once it has signed in. What it keeps is in SRI_HOME, apart from an installed one's. */
export async function appPart({ language, electron, home, consoleUrl, code, api }: AppFacts): Promise<ProcessSpec> {
  const folder = join(home, 'desktop');
  makeFolder(folder);
  return {
    name: 'desktop',
    command: electron,
    args: [
      join(ROOT, 'desktop'),
      `--user-data-dir=${folder}`,
      `--lang=${language}`,
      // Chromium does not start as root with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      appLink(consoleUrl, code),
    ],
    cwd: ROOT,
    env: windowEnv(),
    logFile: join(home, 'logs', 'desktop.log'),
    probe: await signedInWithCode(api),
    readyWithinMs: 60_000,
    stop: { signal: 'SIGTERM', graceMs: 5000, force: 'SIGKILL', order: 1 },
  };
}
