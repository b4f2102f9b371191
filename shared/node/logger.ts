import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';

export type Logger = pino.Logger;

export interface LoggerOptions {
  name: string;
  level?: string;
  /** File that gets every line besides standard output; several processes may append to it. */
  file?: string;
}

const REDACTED = ['password', 'token', 'refreshToken', 'cookie', 'cookies', 'authorization', 'secret', 'apiKey'];

/** Structured lines (JSON), one write per line, with secrets of known names blanked (R50). */
export function createLogger({ name, level = 'info', file }: LoggerOptions): Logger {
  const streams: pino.StreamEntry[] = [{ level: 'debug', stream: pino.destination({ dest: 1, sync: true }) }];
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    streams.push({ level: 'debug', stream: pino.destination({ dest: file, append: true, sync: true }) });
  }
  return pino(
    {
      name,
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]), censor: '[redacted]' },
    },
    pino.multistream(streams),
  );
}
