import { readConfig } from './config.ts';
import { startPortal } from './portal.ts';

const log = (line: string): void => {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
};

// A log that nobody reads any more must not end the site.
process.stdout.on('error', () => undefined);

try {
  const portal = await startPortal({ ...readConfig(), log });
  log(`Portal de práctica listo en ${portal.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log(`${signal}: the portal stops`);
      void portal.close();
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
