import type { LauncherConfig } from './config.ts';
import { type DatabaseUrls, databaseUrls } from './database-urls.ts';
import { postgresUrl } from './postgres.ts';
import { redisUrl } from './redis.ts';
import type { StackSecrets } from './secrets.ts';
import type { StackPorts } from './stack-ports.ts';

export interface S3Access {
  endpoint: string;
  accessKey: string;
  secretKey: string;
}

/** Where everything is, known before anything runs. */
export interface StackAddresses {
  database: DatabaseUrls;
  redisUrl: string;
  s3: S3Access;
  /** The same store with a worker's rights (R52); with all rights where it is the user's own. */
  workerS3: S3Access;
  apiUrl: string;
  portalUrl: string;
}

/** The addresses of our own services by their ports, and of the user's own by their variables. */
export function stackAddresses(config: LauncherConfig, secrets: StackSecrets, ports: StackPorts): StackAddresses {
  const ownDatabase = ports.postgres === undefined ? undefined : postgresUrl({ port: ports.postgres.port });
  const ownStore = ports.s3 === undefined ? undefined : `http://127.0.0.1:${ports.s3.port}`;
  const endpoint = ownStore ?? config.S3_ENDPOINT ?? '';
  const s3 = { endpoint, accessKey: config.S3_ACCESS_KEY, secretKey: config.S3_SECRET_KEY };
  const asWorker = { endpoint, accessKey: 'sri-worker', secretKey: secrets.WORKER_S3_SECRET_KEY };
  return {
    database: databaseUrls(config, ownDatabase),
    redisUrl: ports.redis === undefined ? (config.REDIS_URL ?? '') : redisUrl(ports.redis.port),
    s3,
    workerS3: ownStore === undefined ? s3 : asWorker,
    apiUrl: `http://localhost:${ports.api.port}`,
    portalUrl: `http://localhost:${ports.portal.port}`,
  };
}
