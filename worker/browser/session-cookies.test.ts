import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belongsTo, toBrowserCookie } from './session-cookies.ts';

describe('a cookie of a session', () => {
  it('is taken as the guide writes it', () => {
    expect(toBrowserCookie({ name: 'session', value: 'test-session-value', domain: 'example.com' })).toEqual({
      name: 'session',
      value: 'test-session-value',
      domain: 'example.com',
      path: '/',
    });
  });

  it('keeps what is set, and reads milliseconds and "no expiry" as they are meant', () => {
    const base = { name: 'a', value: 'b', domain: '.Example.com' };
    expect(toBrowserCookie({ ...base, expires: 1_900_000_000_000, secure: true, sameSite: 'None' })).toEqual({
      ...base,
      domain: '.example.com',
      path: '/',
      expires: 1_900_000_000,
      secure: true,
      sameSite: 'None',
    });
    expect(toBrowserCookie({ ...base, expires: -1 })).not.toHaveProperty('expires');
    expect(toBrowserCookie({ ...base, path: 'x' }).path).toBe('/');
  });
});

describe('R49 cookie scope', () => {
  it.each([
    ['provider.com', true],
    ['.provider.com', true],
    ['www.provider.com', true],
    ['a.b.provider.com', true],
    ['provider.com.', true],
    ['PROVIDER.com', true],
    ['evilprovider.com', false],
    ['provider.com.evil.io', false],
    ['provider.co', false],
    ['com', false],
    ['.com', false],
    ['', false],
    ['xn--prvider-zxa.com', false],
    ['portal.com.ar', true],
    ['otro.com.ar', false],
    ['com.ar', false],
    ['127.0.0.1', true],
    ['127.0.0.2', false],
    ['localhost', false],
  ])('%s belongs: %s', (domain, expected) => {
    expect(belongsTo(domain, ['provider.com', 'portal.com.ar', '127.0.0.1'])).toBe(expected);
  });

  it('takes any host below a domain and none that only looks alike', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(label, label, label, (own, sub, evil) => {
        const domain = `${own}.example`;
        expect(belongsTo(`${sub}.${domain}`, [domain])).toBe(true);
        expect(belongsTo(`${evil}${domain}`, [domain])).toBe(false);
        expect(belongsTo(`${domain}.${evil}x.example`, [domain])).toBe(false);
      }),
    );
  });
});
