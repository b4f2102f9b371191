import { readFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import type { Keeping } from '../../contract/app.ts';
import type { KnownServer } from '../../contract/servers.ts';
import { redact } from './redact.ts';

export interface DiagnosticsParts {
  version: string;
  keeping: Keeping;
  servers: readonly KnownServer[];
  logFile: string;
}

const LINES = 2000;

/** What helps to find a fault, as text for a file: versions, servers by address, what this computer keeps, the log's end. */
export async function diagnosticsText({ version, keeping, servers, logFile }: DiagnosticsParts): Promise<string> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  const { electron, chrome, node } = process.versions;
  const about = {
    writtenAt: new Date().toISOString(),
    versions: { sri: version, electron, chrome, node },
    system: { platform: process.platform, release: release(), arch: arch() },
    keeping,
    servers: servers.map(({ url, environment }) => ({ url, environment })),
  };
  const end = log.split('\n').slice(-LINES).join('\n');
  return `${JSON.stringify(redact(about), null, 2)}\n\n${String(redact(end))}\n`;
}
