import { AppError } from '@sri/shared/errors.ts';
import { build, createTargets, Platform } from 'electron-builder';
import { join } from 'node:path';
import { builderConfig, type PackageParts } from './builder-config.ts';

const DESKTOP = join(import.meta.dirname, '..');

/**
 * Packages the built app for this system; `target` null: as its installers, `dir`: as a folder that runs as it is. Gives
 * what was made: installers, else the app's binary. Throws `AppError` (`part_failed`) with the packager's words.
 */
export async function packageApp(parts: Omit<PackageParts, 'onPacked'>, target: 'dir' | null): Promise<string[]> {
  const binaries: string[] = [];
  try {
    const installers = await build({
      projectDir: DESKTOP,
      targets: createTargets([Platform.current()], target),
      config: builderConfig({ ...parts, onPacked: (binary) => binaries.push(binary) }),
      publish: 'never',
    });
    return installers.length > 0 ? installers : binaries;
  } catch (cause) {
    throw new AppError('part_failed', 'The package could not be made.', {
      hint: `${String(cause)}\nInstallers need tools that are downloaded once; npm run package -- dir needs none.`,
      cause,
    });
  }
}
