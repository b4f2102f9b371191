import { MANIFEST_FILE, manifestSchema, type Manifest, type ManifestObject } from '@sri/shared/model/manifest.ts';
import { manifestHolds, type ManifestKey } from '@sri/shared/node/manifest-signature.ts';
import { parseStrictJson } from '@sri/shared/strict-json.ts';

/** The objects of one execution, wherever they lie. */
export interface Results {
  /** Their names, `attempts/` left out. */
  names: () => Promise<string[]>;
  digest: (name: string) => Promise<ManifestObject>;
  text: (name: string) => Promise<string>;
  /** SHA-256 of the script that a manifest names, null where it is gone; undefined where scripts are out of reach. */
  script?: (manifest: Manifest) => Promise<string | null>;
  /** Whose folder they lie in; undefined where the place does not say. */
  owner?: { orgId: string; userId: string };
}

export type Finding =
  | { kind: 'changed' | 'missing' | 'added'; name: string }
  | { kind: 'manifest-missing' | 'manifest-unreadable' | 'manifest-changed' | 'script-changed' | 'script-missing' }
  /** Signed, but for something else. */
  | { kind: 'other-execution'; jobId: string }
  | { kind: 'other-owner'; orgId: string; userId: string };

/** `unknown`: nothing is there to verify, or nothing to verify it with. */
export type Verdict =
  | { verdict: 'green'; manifest: Manifest }
  | { verdict: 'red'; findings: Finding[]; manifest?: Manifest }
  | { verdict: 'unknown'; why: 'no-results' | 'no-key' | 'other-key'; keyId?: string };

const AT_ONCE = 8;

function readManifest(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(parseStrictJson(text)).data;
  } catch {
    return undefined;
  }
}

async function objectFindings({ objects }: Manifest, results: Results, names: readonly string[]): Promise<Finding[]> {
  const there = new Set(names);
  const wanted = Object.entries(objects);
  const findings: Finding[] = [];
  const waiting = [...wanted];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, { sha256, bytes }] = next;
      if (!there.has(name)) {
        findings.push({ kind: 'missing', name });
        continue;
      }
      const found = await results.digest(name);
      if (found.sha256 !== sha256 || found.bytes !== bytes) findings.push({ kind: 'changed', name });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const known = new Set([MANIFEST_FILE, ...wanted.map(([name]) => name)]);
  const added = names.filter((name) => !known.has(name)).map((name): Finding => ({ kind: 'added', name }));
  const order = (finding: Finding): string => ('name' in finding ? finding.name : '');
  return [...findings, ...added].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

function ownerFindings({ jobId, orgId, userId }: Manifest, wanted: string, { owner }: Results): Finding[] {
  if (jobId !== wanted) return [{ kind: 'other-execution', jobId }];
  const isOther = owner !== undefined && (owner.orgId !== orgId || owner.userId !== userId);
  return isOther ? [{ kind: 'other-owner', orgId, userId }] : [];
}

async function scriptFindings(manifest: Manifest, { script }: Results): Promise<Finding[]> {
  const found = await script?.(manifest);
  if (found === undefined || found === manifest.script.sha256) return [];
  return [{ kind: found === null ? 'script-missing' : 'script-changed' }];
}

/**
 * Verifies an execution's results: that one of the keys signed the manifest, that it is this execution's, and that every object is as it says,
 * none missing and none more. Rejects where an object cannot be read.
 */
export async function checkResults(jobId: string, results: Results, keys: readonly ManifestKey[]): Promise<Verdict> {
  const names = await results.names();
  if (names.length === 0) return { verdict: 'unknown', why: 'no-results' };
  if (!names.includes(MANIFEST_FILE)) return { verdict: 'red', findings: [{ kind: 'manifest-missing' }] };
  const manifest = readManifest(await results.text(MANIFEST_FILE));
  if (manifest === undefined) return { verdict: 'red', findings: [{ kind: 'manifest-unreadable' }] };
  const { keyId } = manifest.signature;
  const holds = manifestHolds(
    manifest,
    keys.map(({ publicKey }) => publicKey),
  );
  const isKnown = keys.some((key) => key.keyId === keyId);
  const findings: Finding[] = [
    ...(!holds && isKnown ? [{ kind: 'manifest-changed' } as const] : []),
    ...ownerFindings(manifest, jobId, results),
    ...(await objectFindings(manifest, results, names)),
    ...(await scriptFindings(manifest, results)),
  ];
  if (findings.length > 0) return { verdict: 'red', findings, manifest };
  if (holds) return { verdict: 'green', manifest };
  return { verdict: 'unknown', why: keys.length === 0 ? 'no-key' : 'other-key', keyId };
}
