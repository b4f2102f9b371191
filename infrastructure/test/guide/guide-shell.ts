import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { StackEnv } from '../stack/local-stack.ts';
import { run, type Run } from '../stack/local-stack.ts';
import { commandsOf, fillIn, readBlocks, type GuideBlock } from './guide-blocks.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const blocks = readBlocks(join(root, 'docs', 'guia-de-integracion.md'));

/** The blocks of one language under a heading. */
export function blocksUnder(heading: string, language = 'bash'): GuideBlock[] {
  const found = blocks.filter((block) => block.language === language && block.headings.includes(heading));
  if (found.length === 0) throw new Error(`the guide has no ${language || 'plain'} block under "${heading}"`);
  return found;
}

/** The one command under a heading that contains `part`. */
export function command(heading: string, part: string): string {
  const found = blocksUnder(heading)
    .flatMap(({ text }) => commandsOf(text))
    .filter((text) => text.includes(part));
  if (found.length !== 1) throw new Error(`${found.length} commands under "${heading}" contain "${part}"`);
  return found[0] ?? '';
}

export interface GuideShell {
  /** Values for `{NAMES}`, filled in as steps give them. */
  values: Record<string, string>;
  /** Runs a command of the guide, filled in, from the project's root. */
  sh(text: string, env?: NodeJS.ProcessEnv): Promise<Run>;
  /** The same, read as JSON. */
  json<T>(text: string): Promise<T>;
  /** Starts one that does not end by itself; the caller ends it. */
  start(text: string): ChildProcess;
}

/** A shell in which the guide's commands reach the local stack: shims come first on PATH, ports are the stack's. */
export function createGuideShell(stack: StackEnv): GuideShell {
  const scratch = mkdtempSync(join(tmpdir(), 'sri-guide-'));
  const shims = join(import.meta.dirname, 'shims');
  const env = {
    ...stack,
    PATH: `${shims}${delimiter}${process.env['PATH'] ?? ''}`,
    MC_CONFIG_DIR: scratch,
    SRI_TEST_NODE: process.execPath,
  };
  const values: Record<string, string> = {};
  const prepare = (text: string): string =>
    fillIn(text, values)
      .replaceAll('http://localhost:3000', stack.API_URL)
      .replaceAll(
        'http://localhost:9000 minioadmin minioadmin',
        `${stack.S3_ENDPOINT} ${stack.S3_ACCESS_KEY} ${stack.S3_SECRET_KEY}`,
      )
      .replaceAll('> screenshot.png', `> ${join(scratch, 'screenshot.png')}`)
      .replaceAll('curl ', 'curl -sS ');
  const sh: GuideShell['sh'] = (text, more = {}) => run('bash', ['-c', prepare(text)], { ...env, ...more });
  values['SCRATCH'] = scratch;
  return {
    values,
    sh,
    json: async <T>(text: string) => {
      const { output, code } = await sh(text);
      if (code !== 0) throw new Error(`${text}\nended with ${code}:\n${output}`);
      return JSON.parse(output) as T;
    },
    start: (text) =>
      spawn('bash', ['-c', `exec ${prepare(text)}`], {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
  };
}
