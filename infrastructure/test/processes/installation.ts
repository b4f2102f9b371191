import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiClient } from '../../../server/test/api-client.ts';
import { createFactories } from '../../../server/test/factories.ts';
import { createTestPlane, type TestPlane } from '../../../server/test/plane.ts';
import { startServerProcess, type ServerProcess } from '../../../server/test/server-process.ts';
import { CARGILL } from '../../../server/test/ready-flow.ts';
import { startWorkerProcess, type StartedWorker } from '../../../worker/test/worker-process.ts';
import { freePort } from '../../local/ports.ts';
import { testServices } from '../test-services.ts';

/** A control plane and workers as processes of their own, over the test run's services. */
export interface Installation {
  /** Calls the control plane's process; none runs inside the test. */
  plane: TestPlane;
  /** The control plane that runs now. */
  server(): ServerProcess;
  /** Ends the control plane with a SIGTERM and starts the next one at the same address. */
  restartServer(env?: Record<string, string>): Promise<ServerProcess>;
  startWorker(env?: Record<string, string>): StartedWorker;
  close(): Promise<void>;
}

/** Long, so that nothing that lives is taken for dead on a busy machine. */
const LEASE_MS = '30000';
/** Executions of one account at a time: no job of a test is to wait for another. */
const PER_ACCOUNT = 8;

const WORKERS_TOO = [
  'REDIS_URL',
  'REDIS_PREFIX',
  'S3_ENDPOINT',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'SCRIPT_SIGNING_SECRET',
  'LEASE_MS',
];

/** Lets a worker say what it still has to say: SIGTERM, then waits until it has left. Throws unless it leaves with 0. */
export async function drained(worker: StartedWorker): Promise<void> {
  worker.process.kill('SIGTERM');
  const code = await worker.exited;
  if (code !== 0) throw new Error(`a worker left with ${code ?? worker.process.signalCode}`);
}

/** `env`: more settings for the first control plane. */
export async function startInstallation(env: Record<string, string> = {}): Promise<Installation> {
  const local = await createTestPlane({ start: false, env: { LEASE_MS } });
  await local.database.admin.query('update providers set max_per_account = $1 where id = $2', [PER_ACCOUNT, CARGILL]);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'sri-processes-'));
  const client = createApiClient(`http://127.0.0.1:${port}`);
  const plane: TestPlane = { ...local, ...client, ...createFactories(client), url: `http://127.0.0.1:${port}` };
  const workers: StartedWorker[] = [];
  const startServer = (own: Record<string, string>): ServerProcess =>
    startServerProcess({ ...plane.env, PORT: String(port), LOG_LEVEL: 'info', ...own });
  let closed = false;
  let server = startServer(env);
  await server.listening();
  const forWorkers = Object.fromEntries(WORKERS_TOO.map((name) => [name, plane.env[name] ?? '']));
  return {
    plane,
    server: () => server,
    restartServer: async (own = {}) => {
      server.child.kill('SIGTERM');
      await server.exited;
      server = startServer(own);
      await server.listening();
      return server;
    },
    startWorker: (own = {}) => {
      if (closed) throw new Error('the installation is closed');
      const worker = startWorkerProcess(folder, {
        ...forWorkers,
        CHROMIUM_PATH: testServices().chromium,
        POLL_MIN_MS: '50',
        ...own,
      });
      workers.push(worker);
      return worker;
    },
    close: async () => {
      closed = true;
      for (const worker of workers) worker.process.kill('SIGKILL');
      server.child.kill('SIGKILL');
      await Promise.all([server.exited, ...workers.map(({ exited }) => exited)]);
      await local.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
