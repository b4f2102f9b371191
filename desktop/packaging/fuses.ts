import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/**
 * R55: what Electron is built with and a packaged app of ours does without. Nobody can make a Node out of it, by an
 * argument or the environment; nothing but the app's own archive is loaded, unchanged; cookies are encrypted.
 */
export const WANTED_FUSES: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // WebAssembly keeps its guard pages: without them it is slower and no safer.
  [FuseV1Options.WasmTrapHandlers]: true,
};

const FUSES = Object.keys(WANTED_FUSES).map(Number) as FuseV1Options[];

/** The state of each fuse of an Electron binary by name; those that this Electron does not have are left out. */
export async function readFuses(binary: string): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(binary);
  const known = FUSES.filter((fuse) => wire[fuse] !== undefined && wire[fuse] !== FuseState.REMOVED);
  return Object.fromEntries(known.map((fuse) => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE]));
}

/**
 * Sets every fuse of an Electron binary (on macOS: of the .app). Throws where it has one that is not decided on here, as
 * a newer Electron may; an older one, which a developer may package to try, has fewer.
 */
export async function setFuses(binary: string): Promise<void> {
  const wire = await getCurrentFuseWire(binary);
  const there = FUSES.filter((fuse) => wire[fuse] !== undefined);
  const wanted = Object.fromEntries(there.map((fuse) => [fuse, WANTED_FUSES[fuse]])) as typeof WANTED_FUSES;
  await flipFuses(binary, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...wanted });
}
