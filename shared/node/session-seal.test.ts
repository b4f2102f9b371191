import { expect, test } from 'vitest';
import type { Session } from '../model/session.ts';
import { openSession, sealSession } from './session-seal.ts';

const secret = 'a-session-key-of-at-least-32-characters';
const keys = { current: secret };
const owner = { orgId: 'o1', userId: 'u1', provider: 'cargill' };
const session: Session = {
  cookies: [{ name: 'session', value: 'canary-cookie-value', domain: 'example.com' }],
  connectedAt: 1_706_292_000_000,
};

test('R42 what was sealed opens for its owner, with its key', () => {
  const text = JSON.stringify(sealSession(session, owner, secret));
  expect(openSession(text, owner, { keys, acceptPlain: false })).toEqual({ kind: 'opened', session, sealed: true });
});

test('R42 the sealed text holds no cookie value and shows connectedAt', () => {
  const text = JSON.stringify(sealSession(session, owner, secret));
  expect(text).not.toContain('canary');
  expect(JSON.parse(text)).toMatchObject({ connectedAt: session.connectedAt });
});

test.each([
  ['user', { ...owner, userId: 'u2' }],
  ['organisation', { ...owner, orgId: 'o2' }],
  ['provider', { ...owner, provider: 'other' }],
])('R42 a session moved to another %s does not open', (_what, thief) => {
  const text = JSON.stringify(sealSession(session, owner, secret));
  expect(openSession(text, thief, { keys, acceptPlain: true })).toEqual({ kind: 'unusable', reason: 'garbled' });
});

test('R42 with another key, a changed time or a changed byte it does not open', () => {
  const sealed = sealSession(session, owner, secret);
  const open = (value: object, key = secret) =>
    openSession(JSON.stringify(value), owner, { keys: { current: key }, acceptPlain: true }).kind;
  expect(open(sealed, 'another-key-of-at-least-32-characters!')).toBe('unusable');
  expect(open({ ...sealed, connectedAt: sealed.connectedAt + 1 })).toBe('unusable');
  const tag = `${sealed.cookies.tag.startsWith('A') ? 'B' : 'A'}${sealed.cookies.tag.slice(1)}`;
  expect(open({ ...sealed, cookies: { ...sealed.cookies, tag } })).toBe('unusable');
  expect(open(sealed)).toBe('opened');
});

test('R46 while keys rotate a session sealed under the previous one opens, and not after', () => {
  const text = JSON.stringify(sealSession(session, owner, secret));
  const next = 'the-next-session-key-of-32-characters';
  const open = (previous?: string) =>
    openSession(text, owner, { keys: { current: next, previous }, acceptPlain: false });
  expect(open(secret)).toEqual({ kind: 'opened', session, sealed: true });
  expect(open()).toEqual({ kind: 'unusable', reason: 'garbled' });
});

test('R43 a plain session is used where allowed and refused where not', () => {
  const text = JSON.stringify(session);
  expect(openSession(text, owner, { keys: undefined, acceptPlain: true })).toMatchObject({ kind: 'opened', session });
  expect(openSession(text, owner, { keys, acceptPlain: false })).toEqual({
    kind: 'unusable',
    reason: 'plain refused',
  });
});

test.each(['', 'null', '{"cookies":[', '{"cookies":"x","connectedAt":1}', '[]', '{"connectedAt":1}'])(
  'a garbled session is unusable, not an exception: %s',
  (text) => {
    expect(openSession(text, owner, { keys, acceptPlain: true }).kind).toBe('unusable');
  },
);
