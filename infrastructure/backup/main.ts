// Makes the backups: the log of Postgres as it is written, and each night a base and a dump, into a bucket of their own.
import { createLogger } from '@sri/shared/node/logger.ts';
import { onSignals } from '@sri/shared/node/shutdown.ts';
import { readKeeperConfig, toldInWords } from './config.ts';
import { startKeeper } from './keeper.ts';
import { postgresClient } from './postgres-client.ts';
import { serveState } from './serve-state.ts';
import { openStore } from './store/backup-store.ts';

async function main(): Promise<void> {
  const config = readKeeperConfig();
  const log = createLogger({ name: 'backup', level: config.LOG_LEVEL });
  const store = openStore(config);
  const stopping = new AbortController();
  const postgres = postgresClient(config.DATABASE_BACKUP_URL, process.env['POSTGRES_BIN']);
  const keeper = startKeeper({ config, postgres, store, signal: stopping.signal, log });
  const server = serveState(config.BACKUP_METRICS_PORT, () => keeper.state());
  onSignals({
    drain: async () => {
      stopping.abort();
      await keeper.ended;
      server.close();
    },
    force: () => undefined,
  });
  await keeper.ended;
}

await toldInWords(main);
