// Prints what the console loads before its first screen, gzipped, and fails over the budget. After `vite build`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const BUDGET_KB = 350;
const out = join(import.meta.dirname, 'out', 'web');

const chunkSchema = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
});
const manifest = z
  .record(z.string(), chunkSchema)
  .parse(JSON.parse(readFileSync(join(out, '.vite', 'manifest.json'), 'utf8')));

/** Spanish, as the larger one: the entry asks for the reader's language before it draws anything. */
const LANGUAGE = 'locales/es.ts';

/** The entry with everything that it imports at once, and one language; what is imported on demand comes with its screen. */
function firstLoad(): Set<string> {
  const files = new Set<string>(['index.html']);
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry === true || key === LANGUAGE) visit(key);
  return files;
}

/** Fonts of the latin script are loaded with the first text; they are compressed already. */
const latinFonts = Object.values(manifest)
  .map(({ file }) => file)
  .filter((file) => /chivo(?:-mono)?-latin-wght/.test(file));

let total = 0;
const line = (file: string, bytes: number): void => {
  total += bytes;
  console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${file}`);
};
for (const file of firstLoad()) line(file, gzipSync(readFileSync(join(out, file)), { level: 9 }).length);
const code = total;
for (const file of latinFonts) line(file, readFileSync(join(out, file)).length);

console.log(`${(code / 1024).toFixed(1).padStart(8)} KB  first load, gzip (at most ${BUDGET_KB} KB)`);
console.log(`${(total / 1024).toFixed(1).padStart(8)} KB  with the fonts`);
process.exit(code / 1024 > BUDGET_KB ? 1 : 0);
