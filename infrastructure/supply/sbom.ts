// `npm run sbom -- [FOLDER]`: what each image is made of, as CycloneDX: npm's packages from the lockfile and, where an engine has the
// image, Debian's packages as they are inside. One file for an image.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IMAGES, makeSbom } from './make-sbom.ts';

const folder = resolve(process.argv[2] ?? '.sri/sbom');
mkdirSync(folder, { recursive: true });
const FORMAT = '${Package} ${Version} ${Architecture}\\n';

/** Lines of `name version architecture`; undefined where there is no such image here. */
function debianPackages(image: string): string | undefined {
  const args = ['run', '--rm', '--network=none', '--entrypoint=dpkg-query', image, '--show', `--showformat=${FORMAT}`];
  const { status, stdout, error } = spawnSync('docker', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return error === undefined && status === 0 ? stdout : undefined;
}

for (const { image, workspaces } of IMAGES) {
  const debian = debianPackages(image);
  const sbom = makeSbom(image, workspaces, debian);
  const file = join(folder, `${image}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
  console.log(
    `${file}: ${sbom.components.length} components${debian === undefined ? ", without Debian's: the image is not here" : ''}`,
  );
}
