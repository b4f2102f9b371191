/** A folder with Electron's files to package instead of the ones of this version; undefined where none is named. */
export function ownElectron(): string | undefined {
  return process.env['ELECTRON_OVERRIDE_DIST_PATH'] || undefined;
}
