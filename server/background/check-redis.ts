import type { Redis } from 'ioredis';

const OLDEST_MAJOR = 7;

function readInfo(text: string): Map<string, string> {
  const lines = text.split('\n').map((line) => line.trim());
  return new Map(
    lines
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
}

/** What of Redis' configuration would lose jobs (R17), in words; empty where all is well. Throws when it is away. */
export async function redisFaults(redis: Redis): Promise<string[]> {
  const info = readInfo(await redis.info());
  const faults: string[] = [];
  const version = info.get('redis_version') ?? '0';
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) faults.push(`Redis ${version} is too old: ${OLDEST_MAJOR} or newer`);
  const policy = info.get('maxmemory_policy') ?? 'unknown';
  if (policy !== 'noeviction') faults.push(`maxmemory-policy is ${policy}: set it to noeviction`);
  if (info.get('aof_enabled') !== '1') faults.push('appendonly is off: set appendonly yes and appendfsync everysec');
  return faults;
}
