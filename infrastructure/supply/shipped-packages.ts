import type { Lock } from './lock-faults.ts';

export interface Shipped {
  name: string;
  version: string;
  integrity: string | undefined;
}

type Entry = Lock['packages'][string];

function namesOf(entry: Entry): string[] {
  return Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies });
}

/** Where Node finds a package that is asked for from `from`: in the nearest node_modules above. */
function find(packages: Lock['packages'], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === '') return undefined;
  }
}

/**
 * npm's packages that these workspaces load, with all that those load. Walked here, since `npm sbom --omit=dev` leaves out what the
 * root needs for development as well, such as `pg`.
 */
export function shippedPackages({ packages }: Lock, workspaces: readonly string[]): Shipped[] {
  const seen = new Map<string, Shipped>();
  const waiting: string[] = [...workspaces];
  const walked = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entry = packages[path];
    if (entry === undefined || walked.has(path)) continue;
    walked.add(path);
    // One of our own workspaces, which those that need it name.
    if (entry.link === true) {
      waiting.push(entry.resolved ?? '');
      continue;
    }
    const name = path.split('node_modules/').at(-1) ?? '';
    if (path.includes('node_modules/'))
      seen.set(path, { name, version: entry.version ?? '', integrity: entry.integrity });
    for (const wanted of namesOf(entry)) {
      // An optional one that this lockfile does not have is not shipped.
      const found = find(packages, path, wanted);
      if (found !== undefined) waiting.push(found);
    }
  }
  return [...seen.values()].toSorted((a, b) => `${a.name}@${a.version}`.localeCompare(`${b.name}@${b.version}`));
}
