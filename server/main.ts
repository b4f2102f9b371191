// The control plane: the HTTP API and what runs behind it. It starts also while Postgres, Redis or S3 are away (/ready
// says so) and never ends because one of them goes.
import { AppError } from '@sri/shared/errors.ts';
import { onSignals } from '@sri/shared/node/shutdown.ts';
import { composeControlPlane } from './compose.ts';
import { configOrExit } from './config.ts';
import { serveControlPlane } from './serve.ts';
import { checkBeforeStart, checkWhenThere } from './start-checks.ts';

function refuse(error: unknown): never {
  const cannot = 'The control plane cannot start.';
  if (error instanceof AppError) process.stderr.write(`${cannot}\n${error.message}\n${error.hint}\n`);
  else process.stderr.write(`${cannot}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return process.exit(1);
}

process.title = 'sri-server';
const config = configOrExit();
const plane = composeControlPlane(config);
const { log, shutdown } = plane;
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed that nobody waited for'));
for (const warning of config.warnings) log.warn(warning);

const stopping = new AbortController();
onSignals({
  drain: () => {
    stopping.abort();
    return shutdown.close();
  },
  force: () => undefined,
});

const parts = { pool: plane.pool, redis: plane.redis, log, production: config.production };
const pending = await checkBeforeStart(parts).catch(refuse);
const url = await serveControlPlane(plane, config).catch(refuse);
log.info(`listening on ${url}`);
if (pending.length > 0) log.warn('not all parts are there yet: see /ready; the rest of the checks follows');
await checkWhenThere(parts, pending, stopping.signal).catch(refuse);
