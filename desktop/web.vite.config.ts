import { join } from 'node:path';
import { defineConfig } from 'vite';
import { rendererPlugins } from './build/renderer-plugins.ts';

/** The web console: the same renderer, built for the control plane to serve at `/`. Output in desktop/out/web. */
export default defineConfig(({ mode }) => ({
  root: join(import.meta.dirname, 'renderer'),
  base: './',
  plugins: rendererPlugins(),
  // Parts of the gallery stay out of what customers get; a test build (`--mode test`) has it.
  define: { __GALLERY__: JSON.stringify(mode !== 'production') },
  build: {
    outDir: join(import.meta.dirname, mode === 'production' ? 'out/web' : 'out/web-test'),
    emptyOutDir: true,
    manifest: true,
    target: 'chrome120',
  },
  server: { proxy: { '/api': { target: 'http://localhost:3000', ws: true }, '/health': 'http://localhost:3000' } },
}));
