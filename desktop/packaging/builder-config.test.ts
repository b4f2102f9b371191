import type { FileSet } from 'electron-builder';
import { expect, test } from 'vitest';
import { builderConfig } from './builder-config.ts';

const config = builderConfig({ electron: '/electron', compiledAddon: false, onPacked: () => undefined });

const targetOf = (system: System) => config[system]?.target;
type System = 'linux' | 'win' | 'mac';

/** Every file that a package of this system takes, as a pattern of where it stands in the package. */
function taken(system: System): string[] {
  const sets = [config.files, config[system]?.files].flat() as (string | FileSet)[];
  return sets.flatMap((set) =>
    typeof set === 'string' ? [set] : [set.filter ?? []].flat().map((pattern) => `${set.to}/${pattern}`),
  );
}

test('R55 packages are made for Linux, Windows and macOS, each with its installer', () => {
  expect([targetOf('linux'), targetOf('win'), targetOf('mac')]).toEqual([['AppImage'], ['nsis'], ['dmg']]);
  expect(config.protocols).toEqual([{ name: 'SRI', schemes: ['sri'] }]);
  expect([config.asar, config.asarUnpack]).toEqual([true, ['**/*.node']]);
});

test('a package takes what was built, its own system’s machine code of the database, and the log', () => {
  const addons = (system: System) => taken(system).filter((file) => file.includes('.node'));
  expect(addons('linux')).toEqual(['node_modules/better-sqlite3/prebuilds/linux-${arch}.node']);
  expect(addons('win')).toEqual(['node_modules/better-sqlite3/prebuilds/win32-${arch}.node']);
  expect(addons('mac')).toEqual(['node_modules/better-sqlite3/prebuilds/darwin-${arch}.node']);
  const places = taken('linux').map((file) => file.split('/').slice(0, 2).join('/'));
  expect([...new Set(places)].toSorted()).toEqual([
    'node_modules/better-sqlite3',
    'node_modules/electron-log',
    'out/{main,preload,renderer}',
    'package.json',
  ]);
});

test('nothing is published, compiled or fetched from node_modules by the packager itself', async () => {
  expect(config.publish).toBeNull();
  expect(config.electronDist).toBe('/electron');
  const beforeBuild = config.beforeBuild as () => Promise<boolean>;
  expect(await beforeBuild()).toBe(false);
});
