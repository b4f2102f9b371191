import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostOf, siteOf } from './provider-domains.ts';

test.each([
  ['cargill.com.ar', 'cargill.com.ar'],
  ['portal.cargill.com.ar', 'cargill.com.ar'],
  ['.cargill.com', 'cargill.com'],
  ['WWW.Cargill.COM', 'cargill.com'],
  ['firma.github.io', 'firma.github.io'],
  ['a.firma.github.io', 'firma.github.io'],
  ['mañana.com', 'xn--maana-pta.com'],
  ['localhost', 'localhost'],
  ['intranet', 'intranet'],
  ['127.0.0.1', '127.0.0.1'],
  ['0x7f.1', '127.0.0.1'],
])('R49 %s belongs to %s', (host, site) => {
  expect(siteOf(host)).toBe(site);
});

test.each([
  'com',
  'com.ar',
  'github.io',
  '',
  '.',
  'a b.com',
  'cargill.com.',
  'cargill.com:80',
  'cargill.com/x',
  'user@cargill.com',
  '%63argill.com',
])('R49 %s belongs to nobody', (host) => {
  expect(siteOf(host)).toBeUndefined();
});

test('R49 whatever stands before or after a name, only its own subdomains are of its site', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
  fc.assert(
    fc.property(label, label, (a, b) => {
      expect(siteOf(`${a}.cargill.com`)).toBe('cargill.com');
      expect(siteOf(`${a}.${b}.cargill.com.ar`)).toBe('cargill.com.ar');
      for (const alike of [`${a}cargill.com`, `cargill.com.${a}.com`, `cargill-${a}.com`, `cargill.com${a}.com`]) {
        expect(siteOf(alike)).not.toBe('cargill.com');
      }
    }),
  );
});

test('R49 what a host is called is its own host again', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const host = hostOf(text);
      expect(host === undefined || hostOf(host) === host).toBe(true);
    }),
  );
});
