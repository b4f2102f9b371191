// The control plane: the HTTP API and what runs behind it. It starts also while Postgres, Redis or S3 are away (/ready
// says so) and never ends because one of them goes.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@sri/shared/errors.ts';
import { onSignals } from '@sri/shared/node/shutdown.ts';
import { createApp } from './app.ts';
import { redisFaults } from './background/check-redis.ts';
import { composeControlPlane, type ControlPlane } from './compose.ts';
import { configOrExit } from './config.ts';
import { readSchemaState, requireUsableSchema } from './db/schema-state.ts';

const config = configOrExit();
process.title = 'sri-server';
const plane = composeControlPlane(config);
const { log, shutdown } = plane;
for (const warning of config.warnings) log.warn(warning);
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed that nobody waited for'));

/** R17: what of Redis' configuration would lose jobs. Production does not start with it; development is told. */
async function checkRedis({ redis }: ControlPlane): Promise<void> {
  const faults = await redisFaults(redis).catch(() => []);
  if (faults.length === 0) return;
  if (!config.production) return log.warn(`Redis may lose jobs: ${faults.join('; ')}`);
  throw new AppError('config_invalid', `Redis may lose jobs: ${faults.join('; ')}`, {
    hint: "Correct Redis' configuration.",
  });
}

try {
  requireUsableSchema(await readSchemaState(plane.pool));
  await new Promise<void>((resolve) => {
    if (plane.redis.status === 'ready') return resolve();
    const timer = setTimeout(resolve, 3000);
    plane.redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  await checkRedis(plane);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`The control plane cannot start.\n${error.message}\n${error.hint}\n`);
  process.exit(1);
}

const server = createServer(createApp({ routes: plane.routes, log, trustProxy: config.trustProxy }));
server.on('error', (error) => {
  process.stderr.write(`The control plane cannot listen on ${config.host}:${config.port}.\n${error.message}\n`);
  process.exit(1);
});
plane.background.start();
server.listen(config.port, config.host, () => {
  log.info(`listening on http://${config.host}:${(server.address() as AddressInfo).port}`);
});
plane.attach(server);
shutdown.onClose('http', async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 5000).unref();
  await closed;
});
onSignals({ drain: shutdown.close, force: () => undefined });
