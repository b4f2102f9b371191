import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import type { Session } from '@sri/shared/model/session.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { sealSession } from '@sri/shared/node/session-seal.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { loadSession, type SessionRules } from './load-session.ts';

const SECRET = 'a secret of more than thirty-two characters';
const session: Session = {
  cookies: [{ name: 'session', value: 'v', domain: 'example.com' }],
  connectedAt: 1_706_292_000_000,
};
const keys = redisKeys(`s${randomBytes(5).toString('hex')}:`);
const owner = { orgId: newId(), userId: newId(), provider: 'cargill' };
const development: SessionRules = { sessionKeys: undefined, production: false };
const production: SessionRules = { sessionKeys: { current: SECRET }, production: true };
let redis: Redis;

beforeAll(() => {
  redis = new Redis(testServices().redisUrl);
});
afterAll(() => redis.disconnect());
beforeEach(() => redis.del(keys.session(owner.orgId, owner.userId, owner.provider)));

const put = (value: string, of = owner) =>
  redis.set(keys.session(of.orgId, of.userId, of.provider), value, 'EX', 604_800);
const load = (rules: SessionRules, of = owner) => loadSession(redis, keys, of, rules);
const NOT_FOUND = { code: 'session_not_found', message: 'Session not found', retryable: false };

describe('R42 R43 the session', () => {
  it('as the guide writes it by hand, outside production', async () => {
    const text = JSON.stringify(session);
    await put(text);
    expect(await load(development)).toEqual({ session, text, digest: sha256Hex(text), sealed: false });
    await expect(load(production)).rejects.toMatchObject({
      ...NOT_FOUND,
      hint: expect.stringContaining('a mano') as string,
    });
  });

  it('sealed, everywhere its key is', async () => {
    const text = JSON.stringify(sealSession(session, owner, SECRET));
    await put(text);
    expect(text).not.toContain('example.com');
    expect((await load(production)).session).toEqual(session);
    expect((await load({ ...development, sessionKeys: { current: SECRET } })).session).toEqual(session);
    await expect(load(development)).rejects.toMatchObject({
      ...NOT_FOUND,
      hint: expect.stringContaining('SESSION_ENCRYPTION_KEY') as string,
    });
    await expect(load({ ...production, sessionKeys: { current: `${SECRET}!` } })).rejects.toMatchObject(NOT_FOUND);
  });

  it('sealed for somebody else: moved to another user’s key it opens nothing', async () => {
    const other = { ...owner, userId: newId() };
    await put(JSON.stringify(sealSession(session, owner, SECRET)), other);
    await expect(load(production, other)).rejects.toMatchObject(NOT_FOUND);
  });

  it.each([
    '',
    'no json',
    '{}',
    '[]',
    'null',
    '{"cookies":7,"connectedAt":1}',
    '{"cookies":[{"name":"a"}],"connectedAt":1}',
  ])('garbled is not found: %s', async (text) => {
    await put(text);
    await expect(load(development)).rejects.toMatchObject(NOT_FOUND);
  });

  it('missing, or another kind of key, is not found', async () => {
    await expect(load(development)).rejects.toMatchObject(NOT_FOUND);
    await redis.rpush(keys.session(owner.orgId, owner.userId, owner.provider), 'x');
    await expect(load(development)).rejects.toMatchObject(NOT_FOUND);
  });

  it('is another matter while Redis is away', async () => {
    const away = new Redis({ port: 1, maxRetriesPerRequest: 0, retryStrategy: () => null, enableOfflineQueue: false });
    away.on('error', () => undefined);
    await expect(loadSession(away, keys, owner, development)).rejects.toMatchObject({
      code: 'redis_unavailable',
      retryable: true,
    });
    away.disconnect();
  });
});
