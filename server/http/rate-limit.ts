// Guessing passwords (R38), counted for three subjects:
//   account  wrong passwords from devices that never signed in there: 5 are free, then each waits twice as long as the
//            one before (1 s to 15 min), and after 100 no more until a day without any, a success, or a new password
//   device   the same for one that has: strangers cannot lock it out
//   ip       all wrong passwords of an address, whatever the account: 100 are free, then 1 s to 30 s
// Counted in Redis, so that all control planes count together; while Redis is away, in this process.
import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { createFailureCounter, type Failures } from './failure-counter.ts';

interface Policy {
  free: number;
  baseMs: number;
  capMs: number;
  stopAt: number;
}

const ACCOUNT: Policy = { free: 5, baseMs: 1000, capMs: 15 * 60_000, stopAt: 100 };
const ADDRESS: Policy = { free: 100, baseMs: 1000, capMs: 30_000, stopAt: Infinity };

export interface Attempt {
  email: string;
  ip: string;
  deviceId: string | undefined;
}

export interface ThrottleOptions {
  redis: Redis;
  keys: RedisKeys;
  log: Logger;
  /** Organisations that one address may register in an hour. */
  registrationsPerHour: number;
  now?: () => number;
}

/** Until when the next try has to wait, in ms since the epoch; Infinity: there is none. */
function waitsUntil({ count, lastAt }: Failures, { free, baseMs, capMs, stopAt }: Policy): number {
  if (count >= stopAt) return Infinity;
  if (count < free) return 0;
  return lastAt + Math.min(capMs, baseMs * 2 ** (count - free));
}

function tooMany(waitMs: number): AppError {
  if (waitMs === Infinity) {
    return new AppError('too_many_requests', 'Too many wrong passwords for this account.', {
      hint: 'Sign in from a device that has signed in before, or let an admin of your organisation give a new password.',
      retryAfterSeconds: 3600,
    });
  }
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new AppError('too_many_requests', 'Too many wrong passwords.', {
    hint: `Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  });
}

/** An IPv6 network counts as one address: whoever has one address of it has them all. */
export function subjectOfIp(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** Slows down who guesses passwords, or registers organisations by the dozen. */
export function createSignInThrottle({ redis, keys, log, registrationsPerHour, now = Date.now }: ThrottleOptions) {
  const counter = createFailureCounter(redis, log, now);
  const accountKey = (email: string): string => keys.signInFailures('account', sha256Hex(email).slice(0, 32));
  const ipKey = (ip: string): string => keys.signInFailures('ip', subjectOfIp(ip));
  const deviceKey = (email: string, deviceId: string): string =>
    keys.signInFailures('device', sha256Hex(`${deviceId} ${email}`).slice(0, 32));
  const subjects = ({ email, ip, deviceId }: Attempt): { key: string; policy: Policy }[] =>
    deviceId === undefined
      ? [
          { key: accountKey(email), policy: ACCOUNT },
          { key: ipKey(ip), policy: ADDRESS },
        ]
      : [{ key: deviceKey(email, deviceId), policy: ACCOUNT }];
  return {
    check: async (attempt: Attempt): Promise<void> => {
      for (const { key, policy } of subjects(attempt)) {
        const waitMs = waitsUntil(await counter.read(key), policy) - now();
        if (waitMs > 0) throw tooMany(waitMs);
      }
    },
    failed: async (attempt: Attempt): Promise<void> => {
      for (const { key } of subjects(attempt)) await counter.add(key);
    },
    succeeded: async ({ email, deviceId }: Attempt): Promise<void> => {
      await counter.clear(accountKey(email));
      if (deviceId !== undefined) await counter.clear(deviceKey(email, deviceId));
    },
    reset: (email: string): Promise<void> => counter.clear(accountKey(email)),
    registering: async (ip: string): Promise<void> => {
      const count = await counter.inWindow(keys.registrations(subjectOfIp(ip)), 3600);
      if (count > registrationsPerHour) throw tooMany(3_600_000);
    },
  };
}
