import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

// Tools of ours bring it along; it has no types of its own.
const { loadAll } = createRequire(import.meta.url)('js-yaml') as { loadAll: (text: string) => unknown[] };

export const FOLDER = join(import.meta.dirname, '..', '..', 'kubernetes');

const objectSchema = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
export type Manifest = z.infer<typeof objectSchema>;

const kustomization = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  namespace: z.literal('sri'),
  resources: z.array(z.string()).min(1),
  configMapGenerator: z.array(
    z.strictObject({ name: z.string(), behavior: z.literal('merge').optional(), literals: z.array(z.string()) }),
  ),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string().optional(), newTag: z.string() })),
  patches: z
    .array(z.strictObject({ target: z.strictObject({ kind: z.string(), name: z.string() }), patch: z.string() }))
    .optional(),
});

const documents = (file: string): unknown[] => loadAll(readFileSync(file, 'utf8'));

export function readKustomization(folder: string): z.infer<typeof kustomization> {
  return kustomization.parse(documents(join(FOLDER, folder, 'kustomization.yaml'))[0]);
}

/** Every object that the base names, file by file. */
export function readManifests(): Manifest[] {
  const files = readKustomization('base').resources.map((name) => join(FOLDER, 'base', name));
  return files.flatMap((file) => documents(file)).map((object) => objectSchema.parse(object));
}

/** What kubectl makes of an overlay; undefined where there is no kubectl. */
export function kustomized(folder: string): Manifest[] | undefined {
  const { status, stdout, stderr, error } = spawnSync('kubectl', ['kustomize', join(FOLDER, folder)], {
    encoding: 'utf8',
  });
  if (error !== undefined) return undefined;
  if (status !== 0) throw new Error(`kubectl kustomize ${dirname(folder)}: ${stderr}`);
  return loadAll(stdout).map((object) => objectSchema.parse(object));
}
