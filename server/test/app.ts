import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { createLogger, type Logger } from '@sri/shared/node/logger.ts';
import { connectRedis } from '@sri/shared/node/redis.ts';
import { redisKeys, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { createApp } from '../app.ts';
import { apiKeyRoutes } from '../features/auth/api-key-routes.ts';
import { createAuthContext, type AuthContext } from '../features/auth/auth-context.ts';
import { authRoutes } from '../features/auth/auth-routes.ts';
import { invitationRoutes } from '../features/auth/invitation-routes.ts';
import { memberRoutes } from '../features/auth/member-routes.ts';
import { auditRoutes } from '../features/audit/audit-routes.ts';
import { providerRoutes } from '../features/providers/provider-routes.ts';
import { sessionRoutes } from '../features/sessions/session-routes.ts';
import { settingsRoutes } from '../features/settings/settings-routes.ts';
import type { SessionContext } from '../features/sessions/session-context.ts';
import { createAuthenticate } from '../http/authenticate.ts';
import { createSignInThrottle } from '../http/rate-limit.ts';
import { createRouteMaker, type Authenticate, type Route, type RouteMaker } from '../http/route.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';
import { createFactories, type Factories } from './factories.ts';

/** What the routes of a test app can be built from. */
export interface TestParts {
  database: TestDatabase;
  redis: Redis;
  redisUrl: string;
  /** With a prefix of this file's own. */
  keys: RedisKeys;
  redisPrefix: string;
  log: Logger;
  auth: AuthContext;
  authenticate: Authenticate;
  route: RouteMaker;
}

export interface TestAppOptions {
  /** Routes besides those of auth, audit, providers and sessions. */
  routes?: (parts: TestParts) => Route[];
  production?: boolean;
  sessionKeys?: SessionContext['sessionKeys'];
  sessionChanged?: SessionContext['sessionChanged'];
  now?: () => number;
  poolMax?: number;
  accessTokenSeconds?: number;
}

export interface TestApp extends TestParts, ApiClient, Factories {
  url: string;
  server: Server;
  routes: Route[];
  close(): Promise<void>;
}

export const TEST_SIGNING = { current: 'a signing secret of the tests, long enough' };
export const TEST_JWT_SECRET = 'a secret of the tests, forty characters.';

/** A listening control plane of this file's own: real database, Redis prefix, port. `close` leaves nothing behind. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { production = false, sessionKeys, sessionChanged = () => Promise.resolve(), now } = options;
  const { postgresAdminUrl, redisUrl } = testServices();
  const poolMax = options.poolMax ?? 8;
  const database = await startTestDatabase(postgresAdminUrl, { poolMax });
  const log = createLogger({ name: 'test', level: 'silent' });
  const redisPrefix = `t${randomBytes(6).toString('hex')}:`;
  const keys = redisKeys(redisPrefix);
  const redis = connectRedis({ url: redisUrl, name: 'test', log });
  await new Promise<void>((resolve) => void redis.once('ready', () => resolve()));
  const throttle = createSignInThrottle({
    redis,
    keys,
    log,
    registrationsPerHour: 10_000,
    ...(now === undefined ? {} : { now }),
  });
  const { db } = database;
  const auth = createAuthContext({
    db,
    jwt: { current: TEST_JWT_SECRET },
    accessTokenSeconds: options.accessTokenSeconds ?? 900,
    secureCookies: production,
    throttle,
    log,
  });
  const authenticate = createAuthenticate(auth.lookup.identify);
  const route = createRouteMaker(authenticate);
  const parts: TestParts = {
    database,
    redis,
    redisUrl,
    keys,
    redisPrefix,
    log,
    auth,
    authenticate,
    route,
  };
  const routes = [
    ...authRoutes(route, auth),
    ...memberRoutes(route, auth),
    ...invitationRoutes(route, auth),
    ...settingsRoutes(route, db),
    ...apiKeyRoutes(route, auth),
    ...auditRoutes(route, db),
    ...providerRoutes(route, { db, pausesChanged: () => Promise.resolve() }),
    ...sessionRoutes(route, { db, redis, keys, sessionKeys, production, signing: TEST_SIGNING, sessionChanged, log }),
    ...(options.routes?.(parts) ?? []),
  ];
  const server = createServer(createApp({ routes, log }));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createApiClient(url);
  return {
    ...parts,
    ...client,
    ...createFactories(client),
    url,
    server,
    routes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dropKeys(redis, redisPrefix);
      redis.disconnect();
      await database.close();
    },
  };
}

async function dropKeys(redis: Redis, prefix: string): Promise<void> {
  if (redis.status !== 'ready') return;
  for await (const found of redis.scanStream({ match: `${prefix}*`, count: 500 }) as AsyncIterable<string[]>) {
    if (found.length > 0) await redis.del(...found);
  }
}
