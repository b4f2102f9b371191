import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockSchema } from './lock-faults.ts';
import { shippedPackages, type Shipped } from './shipped-packages.ts';

/** Our images, and which of our workspaces are in each. */
export const IMAGES = [
  { image: 'sri-server', workspaces: ['shared', 'server'] },
  { image: 'sri-worker', workspaces: ['shared', 'worker'] },
  { image: 'sri-backup', workspaces: ['shared'] },
  { image: 'sri-egress', workspaces: [] },
] as const;

export interface Component {
  type: 'library';
  name: string;
  version: string;
  purl: string;
  hashes?: { alg: string; content: string }[];
}

/** CycloneDX 1.5: https://cyclonedx.org/docs/1.5/json/ */
export interface Sbom {
  bomFormat: 'CycloneDX';
  specVersion: '1.5';
  version: 1;
  metadata: { component: { type: 'container'; name: string } };
  components: Component[];
}

function npmComponent({ name, version, integrity }: Shipped): Component {
  const [alg, digest] = integrity?.split('-') ?? [];
  const content = Buffer.from(digest ?? '', 'base64').toString('hex');
  const hashes = alg === 'sha512' ? { hashes: [{ alg: 'SHA-512', content }] } : {};
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type: 'library', name, version, purl, ...hashes };
}

/** `name version architecture`, as dpkg says it, as components. */
function debianComponents(lines: string): Component[] {
  return lines
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([name, version]) => name !== undefined && version !== undefined)
    .map(([name = '', version = '', arch = '']) => ({
      type: 'library',
      name,
      version,
      purl: `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${arch}`,
    }));
}

/** npm's packages of these workspaces, from the lockfile, and Debian's of `debian` (see `sbom.ts`). */
export function makeSbom(image: string, workspaces: readonly string[], debian = ''): Sbom {
  const file = join(import.meta.dirname, '..', '..', 'package-lock.json');
  const lock = lockSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'container', name: image } },
    components: [...shippedPackages(lock, workspaces).map(npmComponent), ...debianComponents(debian)],
  };
}
