import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { parseStreamFields } from '@sri/shared/protocol/job-stream.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

const LINES = 20_000;

/** The log of an execution that has none in S3 yet, from what its worker told live, in the form of `execution.log`. */
export async function readLiveLog(redis: Redis, keys: RedisKeys, jobId: string): Promise<string> {
  const entries = await redis.xrevrange(keys.jobEvents(jobId), '+', '-', 'COUNT', LINES).catch((cause: unknown) => {
    throw new AppError('redis_unavailable', 'What is being written now cannot be read.', {
      hint: 'Try again in a few seconds; the log of an execution that ended does not need Redis.',
      cause,
      retryAfterSeconds: 5,
    });
  });
  return entries
    .toReversed()
    .map(([, fields]) => parseStreamFields(fields))
    .flatMap((event) => (event?.type === 'log' ? [event] : []))
    .map(({ at, level, message }) => `${new Date(at).toISOString()} ${level.toUpperCase().padEnd(5)} ${message}\n`)
    .join('');
}
