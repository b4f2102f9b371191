import type { AfterPackContext, Configuration } from 'electron-builder';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFuses } from './fuses.ts';

type System = 'linux' | 'darwin' | 'win32';

/** Where the app's binary is in a folder that was packed; on macOS the .app around it. */
function packedBinary({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${productFilename}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${productFilename}.exe`);
  // executableName is told of Linux's packager alone.
  return join(appOutDir, (packager as typeof packager & { executableName: string }).executableName);
}

function installed(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

function packageFiles(name: string, filter: string[]) {
  return { from: installed(name), to: `node_modules/${name}`, filter };
}

/** The database's machine code for one system; the package brings it for all of them. */
const addonOf = (system: System) => [packageFiles('better-sqlite3', [`prebuilds/${system}-\${arch}.node`])];

export interface PackageParts {
  /** Folder with Electron's files. */
  electron: string;
  /** Takes the database's machine code that was compiled here, where there is some: for an Electron of one's own. */
  compiledAddon: boolean;
  /** Where packages are put; desktop/out/packages if not given. */
  output?: string;
  /** Told the app's binary (on macOS the .app) once it is packed. */
  onPacked: (binary: string) => void;
}

/**
 * What packages are made of, for the three systems. The app is bundled; beside the bundle stand only the database's addon
 * and the log, named here file by file, so that nothing else of node_modules gets in.
 */
export function builderConfig(parts: PackageParts): Configuration {
  const { electron, compiledAddon, output = 'out/packages', onPacked } = parts;
  const compiled = compiledAddon ? ['build/Release/better_sqlite3.node'] : [];
  return {
    electronDist: electron,
    appId: 'com.sri.desktop',
    productName: 'SRI',
    // Names the folder of what the app keeps; from a checkout it keeps its own.
    extraMetadata: { productName: 'SRI', desktopName: 'sri-desktop.desktop' },
    artifactName: 'sri-${version}-${os}-${arch}.${ext}',
    directories: { output, buildResources: 'packaging' },
    protocols: [{ name: 'SRI', schemes: ['sri'] }],
    files: [
      'package.json',
      'out/{main,preload,renderer}/**',
      packageFiles('better-sqlite3', ['package.json', 'LICENSE', 'lib/**', ...compiled]),
      packageFiles('electron-log', ['package.json', 'LICENSE', 'main.js', 'src/**']),
    ],
    asar: true,
    // Machine code is loaded from a file of its own.
    asarUnpack: ['**/*.node'],
    // Says that node_modules is seen to: nothing is compiled, and the list above is all that is taken.
    beforeBuild: () => Promise.resolve(false),
    afterPack: async (context) => {
      const binary = packedBinary(context);
      await setFuses(binary);
      onPacked(binary);
    },
    electronLanguages: ['es', 'es-419', 'en-US'],
    publish: null,
    linux: {
      target: ['AppImage'],
      executableName: 'sri-desktop',
      syncDesktopName: true,
      category: 'Office',
      files: addonOf('linux'),
    },
    win: { target: ['nsis'], files: addonOf('win32') },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: { target: ['dmg'], category: 'public.app-category.business', files: addonOf('darwin') },
  };
}
