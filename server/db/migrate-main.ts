import { AppError } from '@sri/shared/errors.ts';
import { readMigrationConfig } from '../config.ts';
import { migrate } from './migrate.ts';
import { loginOf } from './roles.ts';

/** `npm run migration:run`: brings the schema of DATABASE_ADMIN_URL up to this code, and says what it did. */
async function main(): Promise<void> {
  const config = readMigrationConfig();
  const target = new URL(config.adminUrl);
  const { applied, before, notes } = await migrate(config.adminUrl, {
    api: loginOf(config.databaseUrl),
    relay: loginOf(config.databaseRelayUrl),
    backup: config.databaseBackupUrl === undefined ? undefined : loginOf(config.databaseBackupUrl),
  });
  const lines = [
    ...notes,
    ...applied.map((name) => `applied ${name}`),
    applied.length === 0
      ? `the schema is up to date (${before} migrations)`
      : `${applied.length} applied, ${before} had been`,
  ];
  process.stdout.write(lines.map((line) => `${target.host}${target.pathname}: ${line}\n`).join(''));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n${error.hint}\n`);
  process.exitCode = 1;
}
