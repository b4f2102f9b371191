import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const EXECUTION_LOG = 'execution.log';
const MAX_BYTES = 5 * 1024 * 1024;

/** The log of one attempt: a line each, `time LEVEL text`. */
export interface ExecutionLog {
  line(level: 'debug' | 'info' | 'warn' | 'error', text: string): void;
  close(): void;
}

/** Opens `execution.log` in the folder; lines past 5 MB are counted and left out (R50). Throws what the disk throws. */
export function openExecutionLog(dir: string): ExecutionLog {
  const file = openSync(join(dir, EXECUTION_LOG), 'a');
  let written = 0;
  let leftOut = 0;
  let open = true;
  const write = (text: string): void => void (written += writeSync(file, text));
  return {
    line: (level, text) => {
      if (!open) return;
      const line = `${new Date().toISOString()} ${level.toUpperCase().padEnd(5)} ${text.replaceAll('\n', '\n  ')}\n`;
      if (written + line.length > MAX_BYTES) leftOut += 1;
      else write(line);
    },
    close: () => {
      if (!open) return;
      open = false;
      if (leftOut > 0)
        write(`${new Date().toISOString()} WARN  ${leftOut} líneas más no se guardaron: el registro llegó a 5 MB\n`);
      closeSync(file);
    },
  };
}
