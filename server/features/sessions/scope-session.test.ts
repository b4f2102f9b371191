import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Session } from '@sri/shared/model/session.ts';
import { scopeSession } from './scope-session.ts';

const DOMAINS = ['cargill.com', 'cargill.com.ar'];
const sessionOf = (...domains: string[]): Session => ({
  cookies: domains.map((domain, index) => ({ name: `c${index}`, value: 'v', domain, secure: true, httpOnly: true })),
  connectedAt: 1,
});
const kept = (session: Session, domains = DOMAINS): string[] =>
  scopeSession(session, domains).session.cookies.map(({ domain }) => domain);

test('R49 cookies of the portal stay, with all their flags; of others none does, and they are counted', () => {
  const session = sessionOf('cargill.com', '.portal.cargill.com.ar', 'google.com', '.google.com', 'ads.example');
  const { session: scoped, dropped } = scopeSession(session, DOMAINS);
  expect(scoped.cookies).toEqual(session.cookies.slice(0, 2));
  expect(dropped).toEqual([
    { domain: 'google.com', cookies: 2, origins: 0 },
    { domain: 'ads.example', cookies: 1, origins: 0 },
  ]);
});

test('R49 look-alikes are other sites', () => {
  const alike = [
    'evilcargill.com',
    'cargill.com.evil.io',
    'cargill.com.',
    'com',
    'com.ar',
    '.com.ar',
    'cargill.co',
    'xn--crgill-xta.com',
    'cаrgill.com',
    'cargill.com:443',
    'cargill.com/.evil.io',
    'cargill.com@evil.io',
    'cargill.com%2eevil.io',
    '127.0.0.1',
  ];
  expect(kept(sessionOf(...alike))).toEqual([]);
});

test('R49 whatever the names, nothing of another site stays', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.domain(), fc.string({ minLength: 1, maxLength: 40 }))), (domains) => {
      const found = kept(sessionOf(...domains, 'a.cargill.com'));
      const foreign = found.filter((domain) => !/(?:^|\.)cargill\.com(?:\.ar)?$/i.test(domain));
      expect(foreign).toEqual([]);
      expect(found).toContain('a.cargill.com');
    }),
  );
});

test('R49 a provider whose domain is a public suffix takes in nothing by it', () => {
  expect(kept(sessionOf('a.com', 'b.com.ar'), ['com', 'com.ar'])).toEqual([]);
});

test('R49 the practice portal on this machine is bound to its host', () => {
  expect(kept(sessionOf('localhost', '127.0.0.1', '127.0.0.2', 'evil.localhost'), ['localhost', '127.0.0.1'])).toEqual([
    'localhost',
    '127.0.0.1',
  ]);
});

test('R49 browser storage follows the same rule, by the host of its origin', () => {
  const origins = [
    'https://portal.cargill.com',
    'https://cargill.com:8443',
    'https://evil.io',
    'http://cargill.com.evil.io',
  ];
  const session: Session = { ...sessionOf(), origins: origins.map((origin) => ({ origin })) };
  const { session: scoped, dropped } = scopeSession(session, DOMAINS);
  expect(scoped.origins?.map(({ origin }) => origin)).toEqual(origins.slice(0, 2));
  expect(dropped).toEqual([{ domain: 'evil.io', cookies: 0, origins: 2 }]);
});
