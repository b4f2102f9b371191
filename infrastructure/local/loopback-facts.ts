import { join } from 'node:path';
import { readConfig } from './config.ts';
import { databaseUrls } from './database-urls.ts';
import type { PartFacts } from './parts.ts';
import { postgresUrl } from './postgres.ts';
import { redisUrl } from './redis.ts';
import { stackSecrets } from './secrets.ts';

/** Where the parts of an installation listen, all on loopback. */
export interface LoopbackPorts {
  postgres: number;
  redis: number;
  s3: number;
  api: number;
}

/** What parts know of each other in an installation of a tool's own, without a practice portal; secrets are kept under `home`. */
export function loopbackFacts(home: string, ports: LoopbackPorts): PartFacts {
  const config = readConfig({ SRI_HOME: home });
  const secrets = stackSecrets(join(home, 'secrets.env'), config);
  const s3 = { endpoint: `http://127.0.0.1:${ports.s3}`, accessKey: 'own-access', secretKey: 'own-secret-key' };
  return {
    config,
    secrets,
    logsDir: join(home, 'logs'),
    database: databaseUrls(config, postgresUrl({ port: ports.postgres })),
    redisUrl: redisUrl(ports.redis),
    s3,
    workerS3: { ...s3, accessKey: 'own-worker', secretKey: secrets.WORKER_S3_SECRET_KEY },
    apiUrl: `http://127.0.0.1:${ports.api}`,
    portalUrl: 'http://127.0.0.1:1',
  };
}
