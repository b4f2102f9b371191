import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
/** What is text, and long enough for compressing to pay. */
const COMPRESSED = /\.(?:html|js|css|json|svg)$/;
const WORTH_BYTES = 1024;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

type Compressed = 'br' | 'gzip';
export type Encoding = Compressed | 'identity';

export interface ConsoleFile {
  type: string;
  /** Weak: it stands for the content in every encoding. */
  etag: string;
  /** The name tells the content: it never changes. */
  immutable: boolean;
  content: Buffer;
  /** The content compressed, once, when it is asked for first; undefined where that does not pay. */
  bytes: (encoding: Compressed) => Promise<Buffer> | undefined;
}

function readyFile(path: string, content: Buffer): ConsoleFile {
  const made = new Map<Compressed, Promise<Buffer>>();
  const compresses = COMPRESSED.test(path) && content.length > WORTH_BYTES;
  const make = (encoding: Compressed): Promise<Buffer> =>
    encoding === 'br' ? promisify(brotliCompress)(content, BROTLI) : promisify(gzip)(content, { level: 9 });
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    etag: `W/"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`,
    immutable: path.startsWith('/assets/'),
    content,
    bytes: (encoding) => {
      if (!compresses) return undefined;
      const known = made.get(encoding) ?? make(encoding);
      made.set(encoding, known);
      return known;
    },
  };
}

async function readAll(folder: string): Promise<Map<string, ConsoleFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // Links are left out: they might lead anywhere. So is what the build tells of itself (`.vite`).
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
    .filter((path) => !path.includes('/.'));
  const files = await Promise.all(
    paths.map(async (path) => [path, readyFile(path, await readFile(join(folder, path)))] as const),
  );
  return new Map(files);
}

/** Finds a file of the build by its path; undefined: there is none, or nothing is built. */
export type FindConsoleFile = (path: string) => Promise<ConsoleFile | undefined>;

/** Tells one build from another; empty: there is none. */
async function buildOf(folder: string): Promise<string> {
  try {
    const { mtimeMs, ino } = await stat(join(folder, 'index.html'));
    return `${ino} ${mtimeMs}`;
  } catch {
    return '';
  }
}

/**
 * The files of a built console, held in memory and served from there alone: what is not listed does not exist, whatever
 * the path says. Read when asked for first, and again when another build took its place; an open page still finds the
 * pieces of the build before.
 */
export function consoleFiles(folder: string): FindConsoleFile {
  let build = '';
  let files = Promise.resolve(new Map<string, ConsoleFile>());
  let before = files;
  async function look(): Promise<void> {
    const now = await buildOf(folder);
    if (now === build) return;
    build = now;
    before = files;
    files = readAll(folder).catch(() => {
      // A build is just taking its place: the next request looks again.
      build = '';
      return new Map<string, ConsoleFile>();
    });
  }
  return async (path) => {
    const wanted = path === '/' ? '/index.html' : path;
    if (wanted === '/index.html' || build === '') await look();
    return (await files).get(wanted) ?? (wanted === '/index.html' ? undefined : (await before).get(wanted));
  };
}
