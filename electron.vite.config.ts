import { defineConfig } from 'electron-vite';
import { rendererPlugins } from './desktop/build/renderer-plugins.ts';

/** The desktop app's three worlds; output in desktop/out. */
export default defineConfig(({ mode }) => ({
  main: { build: { outDir: 'desktop/out/main', rollupOptions: { input: 'desktop/main/main.ts' } } },
  preload: {
    build: {
      outDir: 'desktop/out/preload',
      rollupOptions: { input: 'desktop/preload/bridge.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'desktop/renderer',
    plugins: rendererPlugins(),
    define: { __GALLERY__: JSON.stringify(mode !== 'production') },
    build: { outDir: 'desktop/out/renderer', rollupOptions: { input: 'desktop/renderer/index.html' } },
  },
}));
