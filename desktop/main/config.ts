import { join } from 'node:path';

export interface DesktopConfig {
  /** Address of the development server, in development alone; else null and the built page is used. */
  devServer: string | null;
  rendererFolder: string;
  preload: string;
}

/** Where the parts of the app are. A packaged app looks at no environment variable. */
export function readConfig(isPackaged: boolean, entryFolder: string): DesktopConfig {
  const devServer = isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return {
    devServer: devServer === undefined || !URL.canParse(devServer) ? null : new URL(devServer).origin,
    rendererFolder: join(entryFolder, '../renderer'),
    preload: join(entryFolder, '../preload/bridge.cjs'),
  };
}

/** What says where a Chrome may be on this computer. */
export function chromeFacts(): { platform: NodeJS.Platform; env: NodeJS.ProcessEnv } {
  return { platform: process.platform, env: process.env };
}
