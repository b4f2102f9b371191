import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeFileName } from '../steps/file-name.ts';
import type { StepFiles } from '../steps/step.ts';

export interface SpoolFiles extends StepFiles {
  /** Writes a file under its name (as `data/saldo.json`) and tells of it. */
  write: (name: string, content: string | Buffer) => Promise<void>;
}

/** Writes into the attempt's folder; `onFile` hears of each file once it is whole. Rejects with the system's error when the disk is full. */
export function createSpoolFiles(spoolDir: string, onFile: (name: string) => void): SpoolFiles {
  let screenshots = 0;
  const downloads = new Set<string>();
  const folders = new Set<string>();
  const whole = new Set<string>();
  const tell = (name: string): void => {
    whole.add(name);
    onFile(name);
  };
  const pathOf = async (name: string): Promise<string> => {
    const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
    if (!folders.has(folder)) await mkdir(join(spoolDir, folder), { recursive: true });
    folders.add(folder);
    return join(spoolDir, name);
  };
  const write = async (name: string, content: string | Buffer): Promise<void> => {
    await writeFile(await pathOf(name), content);
    tell(name);
  };
  return {
    write,
    addScreenshot: async (picture) => {
      const name = `screenshot-${screenshots}.png`;
      await write(name, picture);
      screenshots += 1;
      return name;
    },
    reserveDownload: async (suggested) => {
      const free = freeFileName(suggested, downloads);
      downloads.add(free.toLowerCase());
      const name = `downloads/${free}`;
      return { name, path: await pathOf(name) };
    },
    find: (name) => {
      const known = [name, `downloads/${name}`].find((one) => whole.has(one));
      return known === undefined ? undefined : { name: known, path: join(spoolDir, known) };
    },
    announce: async (name) => {
      const { size } = await stat(join(spoolDir, name));
      tell(name);
      return size;
    },
  };
}
