import { join } from 'node:path';
import { build, preview } from 'vite';
import { ROOT } from '../local/config.ts';

export interface GalleryServer {
  url: string;
  close: () => Promise<void>;
}

/** Builds the renderer with its gallery into desktop/out/web-test and serves it on a free port. */
export async function startGallery(): Promise<GalleryServer> {
  const configFile = join(ROOT, 'desktop', 'web.vite.config.ts');
  await build({ configFile, mode: 'test', logLevel: 'error' });
  const server = await preview({
    configFile,
    mode: 'test',
    logLevel: 'error',
    preview: { port: 0, host: '127.0.0.1', open: false },
  });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || address === null) throw new Error('the gallery has no address');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}
