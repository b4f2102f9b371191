// The S3 server of the local stack: one machine, objects on disk. Settings: config.ts. Teams use MinIO or S3 instead.
import { AppError } from '@sri/shared/errors.ts';
import { readConfig } from './config.ts';
import { startS3Server } from './s3-server.ts';

try {
  const config = readConfig();
  const server = await startS3Server(config);
  console.log(`S3 server listening on ${server.endpoint}, data in ${config.dataDir}`);
  const end = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  console.error(error instanceof AppError ? `✗ ${error.message}\n  ${error.hint}` : error);
  process.exitCode = 1;
}
