import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { AppError } from '@sri/shared/errors.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import { connectRedis } from '@sri/shared/node/redis.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { createSignInThrottle, subjectOfIp } from './rate-limit.ts';

const log = createLogger({ name: 'test', level: 'silent' });
let redis: Redis;
let away: Redis;
let now = Date.now();

beforeAll(async () => {
  redis = connectRedis({ url: testServices().redisUrl, name: 'test', log });
  await redis.ping().catch(() => new Promise<void>((resolve) => void redis.once('ready', () => resolve())));
  away = connectRedis({ url: 'redis://127.0.0.1:1', name: 'test', log });
});
afterAll(async () => {
  redis.disconnect();
  away.disconnect();
});
beforeEach(() => {
  now = Date.now();
});

const keys = () => redisKeys(`t${randomBytes(6).toString('hex')}:`);
const stranger = { email: 'a@empresa.com', ip: '203.0.113.1', deviceId: undefined };
const owner = { ...stranger, deviceId: '0123456789abcdef' };

describe.each([
  ['in Redis', () => redis],
  ['in the process while Redis is away', () => away],
])('R38 %s', (_where, connection) => {
  const throttle = (registrationsPerHour = 3) =>
    createSignInThrottle({ redis: connection(), keys: keys(), log, registrationsPerHour, now: () => now });

  async function waitOf(check: Promise<void>): Promise<number> {
    try {
      await check;
      return 0;
    } catch (error) {
      if (error instanceof AppError && error.code === 'too_many_requests') return error.retryAfterSeconds ?? -1;
      throw error;
    }
  }

  test('five wrong passwords are free, then each costs twice the wait, up to 15 minutes', async () => {
    const { check, failed } = throttle();
    const waits: number[] = [];
    for (let tries = 0; tries < 20; tries += 1) {
      const wait = await waitOf(check(stranger));
      waits.push(wait);
      now += wait * 1000;
      await check(stranger);
      await failed(stranger);
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900]);
  });

  test('after 100 there are no more tries, however long one waits, but for the known device', async () => {
    const { check, failed, succeeded } = throttle();
    for (let tries = 0; tries < 100; tries += 1) await failed(stranger);
    now += 3_600_000;
    expect(await waitOf(check(stranger))).toBe(3600);
    expect(await waitOf(check(owner))).toBe(0);
    await succeeded(owner);
    expect(await waitOf(check(stranger))).toBe(0);
  });

  test("the known device's own wrong passwords are slowed down like any", async () => {
    const { check, failed } = throttle();
    for (let tries = 0; tries < 8; tries += 1) await failed(owner);
    expect(await waitOf(check(owner))).toBe(8);
    expect(await waitOf(check(stranger))).toBe(0);
  });

  test('a new password given by an admin ends the stop', async () => {
    const { check, failed, reset } = throttle();
    for (let tries = 0; tries < 100; tries += 1) await failed(stranger);
    const elsewhere = { ...stranger, ip: '203.0.113.3' };
    expect(await waitOf(check(elsewhere))).toBe(3600);
    await reset(stranger.email);
    expect(await waitOf(check(elsewhere))).toBe(0);
  });

  test('an address that guesses at many accounts is slowed down, others are not', async () => {
    const { check, failed } = throttle();
    for (let tries = 0; tries < 102; tries += 1) await failed({ ...stranger, email: `u${tries}@empresa.com` });
    const fresh = { ...stranger, email: 'fresh@empresa.com' };
    expect(await waitOf(check(fresh))).toBe(4);
    expect(await waitOf(check({ ...fresh, ip: '203.0.113.2' }))).toBe(0);
  });

  test('registrations of one address have a limit', async () => {
    const { registering } = throttle(3);
    for (let count = 0; count < 3; count += 1) await registering('203.0.113.1');
    expect(await waitOf(registering('203.0.113.1'))).toBe(3600);
    expect(await waitOf(registering('203.0.113.2'))).toBe(0);
  });
});

test('R38 what was counted while Redis was away still counts when it is back', async () => {
  const own = keys();
  const unsteady = connectRedis({ url: testServices().redisUrl, name: 'test', log });
  await new Promise<void>((resolve) => void unsteady.once('ready', () => resolve()));
  const { check, failed } = createSignInThrottle({
    redis: unsteady,
    keys: own,
    log,
    registrationsPerHour: 1,
    now: () => now,
  });
  const ended = new Promise<void>((resolve) => void unsteady.once('end', () => resolve()));
  unsteady.disconnect();
  await ended;
  for (let tries = 0; tries < 7; tries += 1) await failed(stranger);
  await unsteady.connect();
  await expect(check(stranger)).rejects.toMatchObject({ code: 'too_many_requests' });
  unsteady.disconnect();
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
  ['2001:db8:0:7::9', '2001:db8:0:7::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('R38 %s counts as %s', (ip, subject) => {
  expect(subjectOfIp(ip)).toBe(subject);
});
