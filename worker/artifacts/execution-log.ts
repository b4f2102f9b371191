import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const EXECUTION_LOG = 'execution.log';
const MAX_BYTES = 5 * 1024 * 1024;

/** The log of one attempt: a line each, `time LEVEL text`. */
export interface ExecutionLog {
  /** Never throws: what the disk said first is kept as `fault`. */
  line(level: 'debug' | 'info' | 'warn' | 'error', text: string): void;
  fault(): unknown;
  close(): void;
}

/** Opens `execution.log` in the folder; lines past 5 MB are counted and left out (R50). Throws what the disk throws. */
export function openExecutionLog(dir: string, maxBytes = MAX_BYTES): ExecutionLog {
  const file = openSync(join(dir, EXECUTION_LOG), 'a', 0o600);
  let written = 0;
  let leftOut = 0;
  let open = true;
  let fault: unknown;

  function write(line: Buffer): void {
    try {
      for (let at = 0; at < line.length;) at += writeSync(file, line, at);
      written += line.length;
    } catch (error) {
      fault ??= error;
    }
  }
  const lineOf = (level: string, text: string): Buffer =>
    Buffer.from(`${new Date().toISOString()} ${level.toUpperCase().padEnd(5)} ${text.replaceAll('\n', '\n  ')}\n`);

  return {
    line: (level, text) => {
      if (!open || fault !== undefined) return;
      const line = lineOf(level, text);
      if (written + line.length > maxBytes) leftOut += 1;
      else write(line);
    },
    fault: () => fault,
    close: () => {
      if (!open) return;
      open = false;
      if (leftOut > 0)
        write(lineOf('warn', `${leftOut} líneas más no se guardaron: el registro llegó a su tamaño máximo`));
      closeSync(file);
    },
  };
}
