import { createHmac, generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { keyIdOf } from '@sri/shared/node/keys.ts';
import { issueAccessToken, readAccessToken } from './access-token.ts';

const SECRET = 'the secret of these tests, long enough';
const keys = { current: SECRET };
const subject = { orgId: newId(), userId: newId(), role: 'creator', tokenVersion: 3, sid: newId() } as const;
const good = issueAccessToken(keys, subject, 900);

const seconds = (): number => Math.floor(Date.now() / 1000);
const claims = (): Record<string, unknown> => ({
  ...subject,
  iss: 'sri',
  aud: 'sri-api',
  sub: subject.userId,
  iat: seconds(),
  nbf: seconds(),
  exp: seconds() + 900,
});
const header = { alg: 'HS256', typ: 'at+jwt', kid: keyIdOf(SECRET) };
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with any header and claims, signed by HMAC as a thief of nothing but the format could. */
function forge(
  change: { header?: object; claims?: object; secret?: string | Buffer; algorithm?: string } = {},
): string {
  const text = `${part({ ...header, ...change.header })}.${part({ ...claims(), ...change.claims })}`;
  const mac = createHmac(change.algorithm ?? 'sha256', change.secret ?? SECRET)
    .update(text)
    .digest('base64url');
  return `${text}.${mac}`;
}

test('R35 what was issued is read back', () => {
  expect(readAccessToken(keys, good)).toMatchObject(subject);
  expect(readAccessToken(keys, forge())).toMatchObject(subject);
});

test('R35 the guide finds organisation, user and role in the token', () => {
  const payload = jwt.decode(good) as Record<string, unknown>;
  const { orgId, userId, role } = subject;
  expect(payload).toMatchObject({ sub: userId, orgId, userId, role });
});

describe('R35 forged tokens', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const [head = '', body = '', mac = ''] = good.split('.');
  const without = (name: string): object => ({ [name]: undefined });

  test.each([
    ['no signature, alg none', `${part({ ...header, alg: 'none' })}.${body}.`],
    ['no signature at all', `${head}.${body}.`],
    ['another signature', `${head}.${body}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`],
    ['other claims under the same signature', `${head}.${part({ ...claims(), role: 'admin' })}.${mac}`],
    ['another secret', forge({ secret: 'another secret, also long enough....' })],
    ['HS384 with the right secret', forge({ header: { alg: 'HS384' }, algorithm: 'sha384' })],
    [
      'RS256 signed by an own key',
      jwt.sign(claims(), privateKey, { algorithm: 'RS256', header: { ...header, alg: 'RS256' } }),
    ],
    ['RS256 in the header, HMAC by a public key', forge({ header: { alg: 'RS256' }, secret: pem })],
    ['unknown kid', forge({ header: { kid: 'ffffffffffff' } })],
    ['no kid', forge({ header: without('kid') })],
    ['another typ', forge({ header: { typ: 'JWT' } })],
    ['no typ', forge({ header: without('typ') })],
    ['another issuer', forge({ claims: { iss: 'other' } })],
    ['no issuer', forge({ claims: without('iss') })],
    ['another audience', forge({ claims: { aud: 'other-api' } })],
    ['no audience', forge({ claims: without('aud') })],
    ['no end', forge({ claims: without('exp') })],
    ['no beginning', forge({ claims: without('nbf') })],
    ['not yet, by 31 s', forge({ claims: { nbf: seconds() + 40 } })],
    ['an end that is no number', forge({ claims: { exp: '9999999999' } })],
    ['sub and userId of two people', forge({ claims: { sub: newId() } })],
    ['no organisation', forge({ claims: without('orgId') })],
    ['an unknown role', forge({ claims: { role: 'root' } })],
    ['not a token', 'abc'],
    ['empty', ''],
    ['three dots', '...'],
  ])('%s', (_what, token) => {
    expect(() => readAccessToken(keys, token)).toThrow(
      expect.objectContaining({ code: 'unauthenticated', status: 401 }),
    );
  });

  test('expired by 1 s more than the skew of 30 s, and just within it', () => {
    const expired = forge({ claims: { exp: seconds() - 31 } });
    expect(() => readAccessToken(keys, expired)).toThrow(expect.objectContaining({ code: 'token_expired' }));
    expect(readAccessToken(keys, forge({ claims: { exp: seconds() - 20 } }))).toMatchObject(subject);
    expect(readAccessToken(keys, forge({ claims: { nbf: seconds() + 20 } }))).toMatchObject(subject);
  });
});

test('R35 keys rotate with two live: the previous one reads, the current one writes, a third is unknown', () => {
  const next = { current: 'the next secret, also long enough......', previous: SECRET };
  expect(readAccessToken(next, good)).toMatchObject(subject);
  expect(readAccessToken(next, issueAccessToken(next, subject, 60))).toMatchObject(subject);
  const gone = { current: next.current };
  expect(() => readAccessToken(gone, good)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
});
