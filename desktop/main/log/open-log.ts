import log from 'electron-log/main.js';
import { join } from 'node:path';
import { redact } from './redact.ts';

export interface Log {
  info(message: string, details?: Record<string, unknown>): void;
  error(message: string, error: unknown): void;
  file: string;
}

const LARGEST_BYTES = 5 * 1024 * 1024;

/** The app's own log, in a file of at most 5 MB and the one before it. Everything is redacted before it is written. */
export function openLog(folder: string): Log {
  const file = join(folder, 'logs', 'sri.log');
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.maxSize = LARGEST_BYTES;
  log.transports.console.level = 'warn';
  log.hooks.push((message) => ({ ...message, data: message.data.map((item: unknown) => redact(item)) }));
  log.errorHandler.startCatching({ showDialog: false });
  return {
    file,
    info: (message, details = {}) => log.info(message, details),
    error: (message, error) => log.error(message, error),
  };
}
