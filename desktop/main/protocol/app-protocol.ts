import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { APP_ORIGIN } from '../../contract/channel.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};

/**
 * What the app's page may load: the app itself and nothing else. Pictures of executions come through the app too (see
 * file-links.ts). Base UI writes a few inline styles, hence `unsafe-inline` for styles alone.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': PAGE_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** The file of the built renderer that an address names; null for what lies outside of it. */
export function fileOf(address: string, folder: string): string | null {
  const { pathname } = new URL(address);
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(normalize(folder) + sep) && TYPES[extname(file)] !== undefined ? file : null;
}

export interface AppProtocolOptions {
  /** Where the built renderer lies. */
  folder: string;
  /** A file of an execution behind one of our addresses; null: no such address. */
  fetchFile: (address: string) => Promise<Response> | null;
}

const notFound = (): Response => new Response(null, { status: 404, headers: HEADERS });

/** A picture from elsewhere with headers of our own, so that it can be nothing but a picture. */
async function asPicture(answer: Promise<Response>): Promise<Response> {
  const { ok, body, headers } = await answer;
  const type = headers.get('content-type') ?? '';
  if (!ok || !/^image\/(?:png|jpeg|webp|gif)$/.test(type)) return notFound();
  return new Response(body, { headers: { ...HEADERS, 'Content-Type': type, 'Cache-Control': 'private, max-age=600' } });
}

/** Answers the addresses of the app: files of the built renderer, and pictures of executions. */
export function appProtocol({ folder, fetchFile }: AppProtocolOptions): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET' || !url.startsWith(`${APP_ORIGIN}/`)) return notFound();
    const picture = fetchFile(url);
    if (picture !== null) return asPicture(picture).catch(notFound);
    const file = fileOf(url, folder);
    if (file === null) return notFound();
    try {
      const bytes = await readFile(file);
      return new Response(bytes, { headers: { ...HEADERS, 'Content-Type': TYPES[extname(file)] ?? '' } });
    } catch {
      return notFound();
    }
  };
}
