import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@sri/shared/errors.ts';
import type { S3User } from './auth/rights.ts';
import { requestHandler, type RequestHandler } from './http/handle-request.ts';
import { systemCode } from './http/s3-errors.ts';
import { openDataFolder } from './store/data-folder.ts';
import { removeStaleUploads } from './store/multipart-store.ts';

export interface S3ServerOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Made if it is not there. */
  dataDir: string;
  users: readonly S3User[];
  /** Told of damaged files and of faults of the server's own. Default: standard error. */
  warn?: (message: string) => void;
}

export interface S3Server {
  /** As `http://127.0.0.1:9000`. */
  endpoint: string;
  /** Takes no more requests, lets the running ones finish for up to five seconds, and gives the folder back. */
  close(): Promise<void>;
}

const GRACE_MS = 5000;
const HEADER_BYTES = 64 * 1024;
/** Longer than clients keep an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 75_000;
const REQUEST_MS = 3_600_000;

function listen(server: Server, { host, port }: S3ServerOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const taken = systemCode(cause) === 'EADDRINUSE';
      const message = taken ? `Port ${port} on ${host} is taken.` : `Cannot listen on ${host}:${port}.`;
      const hint = taken ? 'Stop what is using it, or set S3_PORT.' : 'Check S3_HOST and S3_PORT.';
      reject(new AppError('part_failed', message, { hint, cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address);
    });
  });
}

function serve(handle: RequestHandler): { server: Server; close: () => Promise<void> } {
  const running = new Set<Promise<void>>();
  const track = (work: Promise<void>): void => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const server = createServer({
    maxHeaderSize: HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
  });
  server.on('request', (message, response) => track(handle(message, response, false)));
  server.on('checkContinue', (message, response) => track(handle(message, response, true)));

  async function close(): Promise<void> {
    const closed = new Promise((resolve) => void server.close(resolve));
    server.closeIdleConnections();
    const grace = new AbortController();
    await Promise.race([closed, delay(GRACE_MS, undefined, { signal: grace.signal }).catch(() => undefined)]);
    grace.abort();
    server.closeAllConnections();
    await closed;
    await Promise.all(running); // they clean up what their clients left half done
  }
  return { server, close };
}

/** Starts the local stack's S3 server. Throws AppError when the port or the folder is taken. */
export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const warn = options.warn ?? ((message: string) => console.error(`s3: ${message}`));
  const folder = await openDataFolder(options.dataDir, warn);
  try {
    await removeStaleUploads(folder, Date.now());
    const { server, close } = serve(requestHandler({ folder, users: options.users, warn, now: () => new Date() }));
    const { address, port, family } = await listen(server, options);
    return {
      endpoint: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
      async close() {
        await close();
        await folder.release();
      },
    };
  } catch (error) {
    await folder.release();
    throw error;
  }
}
