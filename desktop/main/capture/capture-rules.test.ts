import { describe, expect, it, test } from 'vitest';
import { mayVisit, plainUserAgent } from './guard-partition.ts';
import { mergeOrigins } from './merge-origins.ts';
import { belongsTo, onlyOfSites } from './portal-sites.ts';
import { refusedBy } from './refused-by.ts';
import { HELD } from './test/fake-browser.ts';
import { toSessionCookie } from './to-session-cookie.ts';
import { insidePattern, lastingAddress, loginPattern } from './url-pattern.ts';

test.each(['https://portal.example/', 'http://127.0.0.1:8080/x', 'about:blank'])('%s may be visited', (address) =>
  expect(mayVisit(address)).toBe(true),
);

test.each([
  'file:///etc/passwd',
  'chrome://settings',
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://a/',
  'sri://x',
])('R55 %s may not', (address) => expect(mayVisit(address)).toBe(false));

test('the user agent says nothing of the app', () => {
  const own =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) @sri/desktop/0.1.0 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36';
  expect(plainUserAgent(own.replace('@sri/desktop', 'SRI'))).toBe(
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  );
  expect(plainUserAgent(own)).not.toMatch(/sri|Electron/i);
});

describe('R49 a host belongs to a site', () => {
  it.each([
    ['agro.example', true],
    ['.agro.example', true],
    ['portal.agro.example', true],
    ['evilagro.example', false],
    ['agro.example.evil.io', false],
    ['agro.example.', false],
  ])('%s: %s', (host, own) => expect(belongsTo(host, ['agro.example'])).toBe(own));

  it('and what does not belong is left out and named', () => {
    const { kept, dropped } = onlyOfSites(HELD, ['agro.example']);
    expect([kept.cookies.length, kept.origins.length, dropped]).toEqual([1, 1, ['ads.example']]);
  });
});

describe('addresses', () => {
  it('lose what is good for once only', () => {
    expect(lastingAddress('https://u:p@a.example/x?code=1&menu=2&State=3#access_token=z')).toBe(
      'https://a.example/x?menu=2',
    );
    expect(lastingAddress('https://a.example/app#/inicio')).toBe('https://a.example/app#/inicio');
  });

  it('give a pattern for the inside, and one for the login where that was another page', () => {
    expect(insidePattern('https://a.example/x/12')).toBe('https://a.example/*');
    expect(loginPattern('https://a.example/ingresar?x=1', 'https://a.example/x')).toBe('https://a.example/ingresar*');
    expect(loginPattern('https://a.example/', 'https://a.example/x')).toBeUndefined();
    expect(loginPattern('https://a.example/x', 'https://a.example/x?y=1')).toBeUndefined();
  });
});

test.each([
  ['https://accounts.google.com/signin/rejected?x=1', 'Google'],
  ['https://accounts.google.com/o/oauth2/auth?error=disallowed_useragent', 'Google'],
  ['https://accounts.google.com/signin', null],
  ['https://evil.example/signin/rejected', null],
  ['no address', null],
])('who refuses at %s: %s', (address, who) => expect(refusedBy(address)).toBe(who));

test('cookies come in the form of the session', () => {
  const cookie = { name: 'a', value: 'b', domain: '.a.example', secure: true, expirationDate: 10.7 };
  expect(toSessionCookie({ ...cookie, sameSite: 'no_restriction' })).toEqual({
    name: 'a',
    value: 'b',
    domain: '.a.example',
    path: '/',
    expires: 10,
    httpOnly: false,
    secure: true,
    sameSite: 'None',
  });
  expect(toSessionCookie({ ...cookie, sameSite: 'unspecified' })).not.toHaveProperty('sameSite');
  expect(toSessionCookie({ ...cookie, name: '', sameSite: 'lax' })).toBeNull();
});

test('one entry an origin; of sessionStorage the first page that has any', () => {
  const page = (session: string[], local: string[]) => ({
    origin: 'https://a.example',
    sessionStorage: session.map((name) => ({ name, value: '' })),
    localStorage: local.map((name) => ({ name, value: '' })),
    indexedDB: [],
    unreadable: false,
  });
  const { origins } = mergeOrigins([
    page([], ['l']),
    page(['uno'], []),
    page(['dos'], []),
    { ...page(['x'], []), origin: 'null' },
  ]);
  expect(origins).toEqual([
    {
      origin: 'https://a.example',
      localStorage: [{ name: 'l', value: '' }],
      sessionStorage: [{ name: 'uno', value: '' }],
      indexedDB: [],
    },
  ]);
});
