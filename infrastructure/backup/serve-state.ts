import { createServer, type Server } from 'node:http';
import type { KeeperState } from './keeper.ts';

/** What Prometheus reads of the backups: a name, what it is, and its value. */
export function backupMetrics(state: KeeperState): string {
  const values: [string, string, number][] = [
    ['sri_backup_receiving', 'Whether the log is being received', state.receiving ? 1 : 0],
    ['sri_backup_wal_timestamp_seconds', 'Up to when the log is in the store', state.walAt / 1000],
    ['sri_backup_base_timestamp_seconds', 'When the newest base backup was taken', state.baseAt / 1000],
    ['sri_backup_dump_timestamp_seconds', 'When the newest dump was taken', state.dumpAt / 1000],
    ['sri_backup_base_bytes', 'Size of the newest base backup in the store', state.baseBytes],
    ['sri_backup_failures', 'What failed since this part started', state.failures],
  ];
  return values
    .map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`)
    .join('');
}

/** How long the store may be behind before this part counts as unwell, in ms. */
const BEHIND_MS = 300_000;

/** `/metrics`, and `/health`: 200 while the log reaches the store. */
export function serveState(port: number, read: () => KeeperState, startedAt = Date.now()): Server {
  const server = createServer((request, response) => {
    const state = read();
    if (request.url === '/metrics') {
      response.setHeader('content-type', 'text/plain; version=0.0.4').end(backupMetrics(state));
      return;
    }
    const well = Date.now() - Math.max(state.walAt, startedAt) < BEHIND_MS;
    response
      .writeHead(well ? 200 : 503, { 'content-type': 'application/json' })
      .end(JSON.stringify({ well, ...state }));
  });
  return server.listen(port);
}
