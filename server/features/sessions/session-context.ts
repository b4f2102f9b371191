import type { Redis } from 'ioredis';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { SessionOwner } from '@sri/shared/node/session-seal.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Database } from '../../db/transaction.ts';

/** What the verbs of this feature work with. */
export interface SessionContext {
  db: Database;
  redis: Redis;
  keys: RedisKeys;
  /** SESSION_ENCRYPTION_KEY and the one before it; without them sessions are stored plain. */
  sessionKeys: SigningKeys | undefined;
  production: boolean;
  /** Signs what is asked of workers. */
  signing: SigningKeys;
  /** The key holds other bytes now: executions that wait for that may go on. */
  sessionChanged: (owner: SessionOwner) => Promise<void>;
  log: Logger;
}
