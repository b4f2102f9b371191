import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Scripts of one organisation: all take the same keys. */
export const ORG_SCRIPTS = [
  'enqueue',
  'claim',
  'renew',
  'finish',
  'give-back',
  'reap',
  'promote',
  'cancel',
  'revoke',
  'ended',
  'confirm',
  'hold',
  'release',
  'known',
] as const;
export type OrgScriptName = (typeof ORG_SCRIPTS)[number];
export type ScriptName = OrgScriptName | 'show-status' | 'join-ring';

export interface Script {
  text: string;
  /** SHA-1 of the text, by which Redis keeps it. */
  sha: string;
}
export type Scripts = Record<ScriptName, Script>;

function readLua(name: string): string {
  return readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
}

export function scriptOf(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** What Redis gets: comments and blank lines cost memory there and help nobody. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*(--.*)?$/.test(line))
    .join('\n');
}

/** A script with what its `-- uses` line names put before it; the shebang stays first. */
function assemble(name: ScriptName): Script {
  const source = readLua(name);
  const uses = /^-- uses +(.+)$/m.exec(source)?.[1]?.split(' ') ?? [];
  const parts = uses.length === 0 ? [] : ['keys', ...uses];
  const [shebang = '', ...body] = source.split('\n');
  const libraries = parts.map((part) => readLua(`lib/${part}`));
  return scriptOf(`${shebang}\n${withoutComments([...libraries, ...body].join('\n'))}\n`);
}

/** Reads every script from `lua/`. */
export function loadScripts(): Scripts {
  const names: ScriptName[] = [...ORG_SCRIPTS, 'show-status', 'join-ring'];
  return Object.fromEntries(names.map((name) => [name, assemble(name)])) as Scripts;
}
