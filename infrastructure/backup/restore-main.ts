// `node restore-main.ts --into FOLDER [--until 2026-11-25T10:00:00Z]`: a cluster out of the backups, for Postgres to start.
// `node restore-main.ts --list`: what there is.
import { parseArgs } from 'node:util';
import { readStoreConfig, toldInWords } from './config.ts';
import { restore } from './restore.ts';
import { openStore } from './store/backup-store.ts';
import { completeBases } from './store/bases.ts';

const USAGE = 'Usage: restore-main.ts --into FOLDER [--until 2026-11-25T10:00:00Z], or --list\n';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { into: { type: 'string' }, until: { type: 'string' }, list: { type: 'boolean', default: false } },
  });
  const until = values.until === undefined ? undefined : new Date(values.until);
  if ((values.into === undefined) === !values.list || Number.isNaN(until?.getTime() ?? 0)) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const store = openStore(readStoreConfig());
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    if (values.into === undefined) {
      for (const { id, postgres, bytes } of await completeBases(store))
        say(`${id}  Postgres ${postgres}  ${(bytes / 1e6).toFixed(1)} MB`);
      return;
    }
    const { postgres } = await restore({ store, into: values.into, say, ...(until === undefined ? {} : { until }) });
    say(`${values.into} is ready. Start Postgres ${postgres.split('.')[0]} on it: it reads the log and then opens.`);
  } finally {
    store.close();
  }
}

await toldInWords(main);
