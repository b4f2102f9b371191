import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import { systemCode } from '../http/s3-errors.ts';

/** Gives the folder back. */
export type ReleaseFolder = () => Promise<void>;

// The lock is a local socket named after the folder, held by listening on it: the system frees it with the process,
// however that ends, so no lock outlives a crash. On Linux and Windows the name is no file at all.
function socketName(folder: string): string {
  const name = `sri-s3-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(name: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(name, () => resolve(server.unref()));
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name, () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function take(name: string): Promise<Server> {
  try {
    return await listen(name);
  } catch (cause) {
    if (systemCode(cause) !== 'EADDRINUSE') throw cause;
    const leftOver = process.platform !== 'linux' && process.platform !== 'win32' && !(await answers(name));
    if (leftOver) {
      await rm(name, { force: true });
      return await listen(name);
    }
    throw new AppError('stack_running', 'Another S3 server is using this data folder.', {
      hint: 'Stop the other one, or give this one a folder of its own (S3_DATA).',
      cause,
    });
  }
}

/** Makes this process the only S3 server over a folder (its real path). Throws AppError `stack_running`. */
export async function lockFolder(folder: string): Promise<ReleaseFolder> {
  const server = await take(socketName(folder));
  return () => new Promise((resolve) => void server.close(() => resolve()));
}
