import { writeFile } from 'node:fs/promises';
import type { Download } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { seconds } from '../browser/element-error.ts';
import type { Arrival, DownloadCatch } from '../browser/catch-download.ts';
import { timeLeft, within } from '../browser/scope.ts';
import { until } from '../browser/until.ts';
import { safeFileName } from './file-name.ts';
import { shownUrl } from './web-address.ts';
import type { StepContext } from './step.ts';

export const MAX_DOWNLOAD_BYTES = 200 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

export interface SavedFile {
  /** Name within the results, as `downloads/L-1.pdf`. */
  file: string;
  name: string;
  bytes: number;
}

function tooLarge(): AppError {
  return new AppError('step_failed', `El archivo pasa de ${MAX_DOWNLOAD_BYTES / MEGABYTE} MB`, {
    hint: 'Pide al portal un archivo más chico, por ejemplo con menos meses.',
  });
}

function interrupted(url: string, why: string): AppError {
  return new AppError('download_interrupted', `La descarga de ${shownUrl(url)} se cortó: ${why}`, {
    hint: 'Se vuelve a intentar. Si ocurre siempre, prueba la descarga en tu navegador.',
  });
}

/** Waits for the download's end; stops it at the size limit and at the step's. Throws `download_interrupted` for one that breaks off. */
async function finish(download: Download, caught: DownloadCatch, context: StepContext): Promise<void> {
  let ended: { failure: string | null } | undefined;
  const end = async (): Promise<void> => {
    ended = { failure: await download.failure() };
  };
  end().catch(() => undefined);
  const outcome = await until<{ failure: string | null } | 'huge'>(context.scope, () =>
    Promise.resolve(ended ?? (caught.received() > MAX_DOWNLOAD_BYTES ? 'huge' : undefined)),
  ).catch(async (error: unknown) => {
    await download.cancel();
    throw error;
  });
  if (outcome === undefined || outcome === 'huge') {
    await download.cancel();
    if (outcome === 'huge') throw tooLarge();
    throw interrupted(
      download.url(),
      `no terminó en ${seconds(context.timeoutMs)} (llegaron ${caught.received()} bytes)`,
    );
  }
  if (outcome.failure !== null) throw interrupted(download.url(), `el portal dejó de enviar (${outcome.failure})`);
}

/** The name in a response's `content-disposition` or address. */
function nameOf(response: Extract<Arrival, { kind: 'shown' }>['response']): string {
  const disposition = response.headers()['content-disposition'] ?? '';
  const [, given] = /filename="?([^";]+)"?/i.exec(disposition) ?? [];
  return given ?? decodeURIComponent(new URL(response.url()).pathname.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'));
}

/** Writes what arrived under `downloads/` and tells of it. */
export async function saveArrival(arrival: Arrival, caught: DownloadCatch, context: StepContext): Promise<SavedFile> {
  if (arrival.kind === 'download') {
    const { download } = arrival;
    await finish(download, caught, context);
    const { name, path } = await context.files.reserveDownload(safeFileName(download.suggestedFilename()));
    await within(context.scope, download.saveAs(path));
    await download.delete();
    return told(name, context);
  }
  const body = await within(context.scope, arrival.response.body()).catch((error: unknown) => {
    if (timeLeft(context.scope) === 0 || context.scope.signal.aborted) throw error;
    throw interrupted(arrival.response.url(), 'el contenido no llegó entero');
  });
  if (body.byteLength > MAX_DOWNLOAD_BYTES) throw tooLarge();
  const { name, path } = await context.files.reserveDownload(safeFileName(nameOf(arrival.response)));
  await writeFile(path, body);
  return told(name, context);
}

async function told(file: string, context: StepContext): Promise<SavedFile> {
  const bytes = await context.files.announce(file);
  if (bytes > MAX_DOWNLOAD_BYTES) throw tooLarge();
  return { file, name: file.replace(/^downloads\//, ''), bytes };
}

/** A size in words: `12 KB`, `1,5 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < MEGABYTE) return `${Math.round(bytes / 1024)} KB`;
  return `${(Math.round((bytes / MEGABYTE) * 10) / 10).toString().replace('.', ',')} MB`;
}
