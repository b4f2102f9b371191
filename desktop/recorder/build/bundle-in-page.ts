import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const ENTRY = join(import.meta.dirname, '..', 'in-page', 'capture.ts');
const NAME = 'sriRecorderSource';

/** The in-page code with what it imports, as one text that defines `sriRecorderSource` where it is run. Tests have an entry of their own. */
export async function bundleInPage(entry = ENTRY): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome120',
      lib: { entry, formats: ['iife'], name: NAME, fileName: 'capture' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('the in-page code was not built');
  return output.output[0].code;
}

/** For the desktop app's build: `virtual:recorder-in-page` exports the text as `source`. */
export function inPageSource(): Plugin {
  const id = 'virtual:recorder-in-page';
  return {
    name: 'recorder-in-page',
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    load: async (asked) =>
      asked === `\0${id}` ? `export const source = ${JSON.stringify(await bundleInPage())};` : undefined,
  };
}
