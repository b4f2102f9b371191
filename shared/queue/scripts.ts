import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The keys of one organisation, by the names that the scripts' headers give them. */
export type OrgKeyName = 'list' | 'recs' | 'leases' | 'delayed' | 'done' | 'dead' | 'accounts' | 'parked' | 'answers';

export const ORG_SCRIPTS = [
  'enqueue',
  'replace',
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

export interface Script<Key extends string = string> {
  text: string;
  /** SHA-1 of the text, by which Redis keeps it. */
  sha: string;
  /** Names of its keys, in their order. */
  keys: readonly Key[];
}
export type Scripts = Record<OrgScriptName, Script<OrgKeyName>> & Record<'show-status' | 'join-ring', Script>;

function readLua(name: string): string {
  return readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
}

/** What Redis gets: comments and blank lines cost memory there and help nobody. */
function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(--(?! uses ).*)?\n/gm, '');
}

/** Puts in place of a line `-- uses a b` the files `lib/a.lua` and `lib/b.lua`: also in a branch, to cost nothing else. */
function withLibraries(text: string): string {
  return text.replaceAll(/^\s*-- uses +(.+)\n/gm, (_line, names: string) =>
    names
      .split(' ')
      .map((name) => readLua(`lib/${name}`))
      .join(''),
  );
}

export function scriptOf<Key extends string>(text: string, keys: readonly Key[]): Script<Key> {
  return { text, sha: createHash('sha1').update(text).digest('hex'), keys };
}

/** A script as Redis gets it: shebang, its keys by name, its libraries, itself. */
function assemble(name: ScriptName): Script {
  const source = readLua(name);
  const keys = /^-- keys +(.+)$/m.exec(source)?.[1]?.split(' ') ?? [];
  const [shebang = '', ...body] = source.split('\n');
  const names = keys.map((key) => key.toUpperCase()).join(', ');
  const values = keys.map((_, index) => `KEYS[${index + 1}]`).join(', ');
  const code = withoutComments(withLibraries(body.join('\n')));
  return scriptOf(`${shebang}\nlocal ${names} = ${values}\n${code}`, keys);
}

/** Reads every script from `lua/`. */
export function loadScripts(): Scripts {
  const names: ScriptName[] = [...ORG_SCRIPTS, 'show-status', 'join-ring'];
  return Object.fromEntries(names.map((name) => [name, assemble(name)])) as unknown as Scripts;
}
