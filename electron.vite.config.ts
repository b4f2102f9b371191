import { defineConfig } from 'electron-vite';
import { fileURLToPath } from 'node:url';

type Plugins = typeof import('./desktop/build/renderer-plugins.ts');
type InPage = typeof import('./desktop/recorder/build/bundle-in-page.ts');
// Loaded from its own place, where the desktop part's packages are found: bundled into this file they would be looked
// for in the root.
const plugins = new URL('./desktop/build/renderer-plugins.ts', import.meta.url).href;
const { rendererPlugins } = (await import(plugins)) as Plugins;
const inPage = new URL('./desktop/recorder/build/bundle-in-page.ts', import.meta.url).href;
const { inPageSource } = (await import(inPage)) as InPage;

// Absolute: the page's server looks for it under its own root, the build under the checkout.
const page = fileURLToPath(new URL('./desktop/renderer/index.html', import.meta.url));

/** The desktop app's three worlds; output in desktop/out. */
export default defineConfig(({ mode }) => ({
  main: {
    plugins: [inPageSource()],
    build: {
      outDir: 'desktop/out/main',
      target: 'node20',
      rollupOptions: { input: 'desktop/main/main.ts', external: ['electron', 'better-sqlite3', /^electron-log/] },
      externalizeDeps: { exclude: ['zod', '@sri/shared', 'ws', 'zustand'] },
    },
  },
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
    build: { outDir: 'desktop/out/renderer', rollupOptions: { input: page } },
  },
}));
