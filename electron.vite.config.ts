import { defineConfig } from 'electron-vite';

/** The desktop app's three worlds; output in desktop/out. */
export default defineConfig({
  main: { build: { outDir: 'desktop/out/main', rollupOptions: { input: 'desktop/main/main.ts' } } },
  preload: {
    build: {
      outDir: 'desktop/out/preload',
      rollupOptions: { input: 'desktop/preload/bridge.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'desktop/renderer',
    build: { outDir: 'desktop/out/renderer', rollupOptions: { input: 'desktop/renderer/index.html' } },
  },
});
