import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { idSchema } from '@sri/shared/model/ids.ts';
import { heartbeatSchema, type Heartbeat } from '@sri/shared/model/worker.ts';
import { listWorkers } from '@sri/shared/protocol/api/workers.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Database } from '../../db/transaction.ts';
import type { Route, RouteMaker } from '../../http/route.ts';

/** A heartbeat key as text; null for what is none, whoever wrote it. */
function parseHeartbeat(text: string | null): Heartbeat | null {
  try {
    return heartbeatSchema.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}

/** The heartbeats of all workers, by id. Looks through the keys in small steps, never all at once. */
export async function readHeartbeats(redis: Redis, keys: RedisKeys): Promise<Heartbeat[]> {
  try {
    const names = new Set<string>();
    for await (const found of redis.scanStream({ match: keys.heartbeatPattern, count: 500 }) as AsyncIterable<
      string[]
    >) {
      for (const name of found) names.add(name);
    }
    if (names.size === 0) return [];
    const texts = await redis.mget([...names]);
    return texts
      .map(parseHeartbeat)
      .filter((beat) => beat !== null)
      .toSorted((a, b) => a.workerId.localeCompare(b.workerId));
  } catch (cause) {
    throw new AppError('redis_unavailable', 'The workers cannot be asked for now.', {
      hint: 'Try again in a few seconds; if it lasts, look at /ready.',
      cause,
      retryAfterSeconds: 5,
    });
  }
}

export function workerRoutes(
  route: RouteMaker,
  { db, redis, keys }: { db: Database; redis: Redis; keys: RedisKeys },
): Route[] {
  return [
    route(listWorkers, async ({ caller }) => {
      const heartbeats = await readHeartbeats(redis, keys);
      // A job that was put in by hand may have any name.
      const all = heartbeats.flatMap(({ running }) => running).filter((id) => idSchema.safeParse(id).success);
      const own = await db.inOrg(caller.orgId, (sql) =>
        sql.rows<{ id: string }>('select id from jobs where id = any($1::uuid[])', [all]),
      );
      const ownIds = new Set(own.map(({ id }) => id));
      const items = heartbeats.map((beat) => ({
        ...beat,
        running: beat.running.filter((id) => ownIds.has(id)),
        runningTotal: beat.running.length,
      }));
      return { items };
    }),
  ];
}
