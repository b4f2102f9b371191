import { stat } from 'node:fs/promises';
import { inThread } from '../parsers/in-thread.ts';
import type { DataFiles } from './data-files.ts';
import type { SpoolFiles } from './spool-files.ts';
import { writeXlsx, type XlsxTask } from './write-xlsx.ts';

const THREAD = new URL('./xlsx-thread.ts', import.meta.url);
/** Up to so many bytes of JSON a workbook is made at once: a thread takes longer to begin. */
const SMALL_BYTES = 100_000;
const TIMEOUT_MS = 120_000;

async function make(task: XlsxTask): Promise<boolean> {
  const { size } = await stat(task.json);
  if (size <= SMALL_BYTES) return writeXlsx(task);
  const limits = { signal: new AbortController().signal, timeoutMs: TIMEOUT_MS, words: 'escribir la hoja de cálculo' };
  return inThread<boolean>(THREAD, task, limits);
}

/**
 * Writes each data set that has its JSON as `data/{name}.xlsx` too, once the run is over. One that cannot be made is no error of the run: its
 * JSON and CSV are there.
 */
export async function writeWorkbooks(
  data: Pick<DataFiles, 'kept'>,
  files: Pick<SpoolFiles, 'find' | 'announce'>,
  log: (level: 'warn', message: string) => void,
): Promise<void> {
  for (const { name, types = {} } of data.kept()) {
    const source = files.find(`data/${name}.json`);
    if (source === undefined) continue;
    const xlsx = source.path.replace(/json$/, 'xlsx');
    try {
      const done = await make({ json: source.path, xlsx, name, types });
      if (done) await files.announce(`data/${name}.xlsx`);
      else log('warn', `«${name}» es demasiado grande para una hoja de cálculo: está como CSV y JSON`);
    } catch (error) {
      log(
        'warn',
        `No se pudo escribir «${name}» como hoja de cálculo, está como CSV y JSON: ${String(error).slice(0, 300)}`,
      );
    }
  }
}
