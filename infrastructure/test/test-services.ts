import { z } from 'zod';
import { readEnv } from '@sri/shared/node/read-env.ts';

const schema = z.object({
  SRI_TEST_PG_ADMIN_URL: z.url(),
  SRI_TEST_REDIS_URL: z.url(),
  SRI_TEST_S3_ENDPOINT: z.url(),
  SRI_TEST_S3_ACCESS_KEY: z.string(),
  SRI_TEST_S3_SECRET_KEY: z.string(),
  SRI_TEST_CHROMIUM: z.string(),
});

/** Where the services of this test run are; `global-setup.ts` started them. */
export function testServices() {
  const env = readEnv(schema, process.env);
  return {
    postgresAdminUrl: env.SRI_TEST_PG_ADMIN_URL,
    redisUrl: env.SRI_TEST_REDIS_URL,
    s3: {
      endpoint: env.SRI_TEST_S3_ENDPOINT,
      accessKey: env.SRI_TEST_S3_ACCESS_KEY,
      secretKey: env.SRI_TEST_S3_SECRET_KEY,
    },
    chromium: env.SRI_TEST_CHROMIUM,
  };
}
