import { z } from 'zod';

export const lockSchema = z.looseObject({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
      peerDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
export type Lock = z.infer<typeof lockSchema>;

/** What of a lockfile is not pinned by its content: a package without a digest, or from elsewhere than a registry. */
export function lockFaults({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { resolved = '', integrity = '', link, inBundle }]) => {
    // Ours, and what comes inside of another package, whose digest covers it.
    if (!path.includes('node_modules/') || link === true || inBundle === true) return [];
    if (!/^sha512-|^sha256-/.test(integrity)) return [`${path} has no digest`];
    if (resolved !== '' && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved)) return [`${path} comes from ${resolved}`];
    return [];
  });
}
