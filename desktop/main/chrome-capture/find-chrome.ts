import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface ComputerFacts {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  canRun?: (path: string) => boolean;
}

const LINUX = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];

function canExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function candidates({ platform, env }: ComputerFacts): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return WINDOWS.flatMap((path) => roots.flatMap((root) => (root === undefined ? [] : [`${root}\\${path}`])));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', `${env['HOME'] ?? ''}/Applications`];
    return MAC.flatMap((name) => roots.map((root) => `${root}/${name}.app/Contents/MacOS/${name}`));
  }
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), '/snap/bin'];
  return LINUX.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** A browser of Chrome's family that is installed on this computer, Chrome itself first; null where there is none. */
export function findChrome(facts: ComputerFacts): string | null {
  const canRun = facts.canRun ?? canExecute;
  return candidates(facts).find(canRun) ?? null;
}
