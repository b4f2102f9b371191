import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalHost } from './egress-dial.ts';
import { createEgressPolicy } from './egress-policy.ts';
import { parseEgressMap, parseEgressRules } from './egress-rules.ts';

function policyOf(allow = '', deny = ''): (address: string, port?: number, name?: string) => string | null {
  const policy = createEgressPolicy({ allow: parseEgressRules(allow), deny: parseEgressRules(deny) });
  return (address, port = 443, name) => policy({ name: name ?? null, address, port })?.reason ?? null;
}

describe('R51 addresses', () => {
  it.each([
    ['0.0.0.0', 'unspecified address'],
    ['0.1.2.3', 'unspecified address'],
    ['127.0.0.1', 'loopback address'],
    ['127.255.255.254', 'loopback address'],
    ['10.0.0.1', 'private address'],
    ['172.16.0.1', 'private address'],
    ['172.31.255.255', 'private address'],
    ['192.168.1.1', 'private address'],
    ['169.254.169.254', 'linkLocal address'],
    ['100.64.0.1', 'carrierGradeNat address'],
    ['100.127.255.255', 'carrierGradeNat address'],
    ['192.0.2.1', 'reserved address'],
    ['198.18.0.1', 'reserved address'],
    ['192.88.99.1', 'reserved address'],
    ['224.0.0.1', 'multicast address'],
    ['240.0.0.1', 'reserved address'],
    ['255.255.255.255', 'broadcast address'],
    ['::', 'unspecified address'],
    ['::1', 'loopback address'],
    ['::ffff:127.0.0.1', 'ipv4Mapped address'],
    ['::ffff:8.8.8.8', 'ipv4Mapped address'],
    ['::7f00:1', 'not global address'],
    ['64:ff9b::7f00:1', 'rfc6052 address'],
    ['64:ff9b:1::1', 'rfc6052 address'],
    ['2002:7f00:1::', '6to4 address'],
    ['2001:0:1::1', 'teredo address'],
    ['2001:db8::1', 'reserved address'],
    ['fc00::1', 'uniqueLocal address'],
    ['fd12:3456::1', 'uniqueLocal address'],
    ['fe80::1', 'linkLocal address'],
    ['fec0::1', 'deprecatedSiteLocal address'],
    ['ff02::1', 'multicast address'],
    ['4000::1', 'not global address'],
    ['fe80::1%eth0', 'not an address'],
    ['example.com', 'not an address'],
  ])('refuses %s', (address, reason) => {
    expect(policyOf()(address)).toBe(reason);
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('lets %s through at 80 and 443 only', (address) => {
    expect(policyOf()(address, 443)).toBeNull();
    expect(policyOf()(address, 80)).toBeNull();
    expect(policyOf()(address, 22)).toBe('port 22');
    expect(policyOf()(address, 8443)).toBe('port 8443');
  });

  it('refuses everything that is private, whatever the address, and never throws', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0] = address.split('.').map(Number);
        const isPrivate =
          a === 10 || a === 127 || a === 0 || a >= 224 || (a === 192 && b === 168) || (a === 169 && b === 254);
        expect(isPrivate && policyOf()(address) === null).toBe(false);
        expect(policyOf()(`::ffff:${address}`)).not.toBeNull();
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void policyOf('loopback', '10.0.0.0/8')(text)));
  });

  it('refuses the addresses of its own network cards unless they are allowed', () => {
    const own = Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .map(({ address }) => address);
    expect(own.length).toBeGreaterThan(0);
    for (const address of own) expect(policyOf()(address)).not.toBeNull();
  });
});

describe('R51 EGRESS_ALLOW and EGRESS_DENY', () => {
  it('lets an entry without a port through at every port, one with a port at that port', () => {
    const may = policyOf('10.1.0.0/16, 192.168.7.7:8080 [::1]:9000 fd00::/8');
    expect(may('10.1.2.3', 1)).toBeNull();
    expect(may('10.2.0.1')).toBe('private address');
    expect(may('192.168.7.7', 8080)).toBeNull();
    expect(may('192.168.7.7', 80)).toBe('private address');
    expect(may('::1', 9000)).toBeNull();
    expect(may('::1', 9001)).toBe('loopback address');
    expect(may('fd00::5', 5432)).toBeNull();
  });

  it('takes names, with their subdomains only where written so', () => {
    const may = policyOf('intranet.example:8443 *.portal.example');
    expect(may('10.0.0.1', 8443, 'intranet.example')).toBeNull();
    expect(may('10.0.0.1', 443, 'intranet.example')).toBe('private address');
    expect(may('10.0.0.1', 443, 'a.portal.example')).toBeNull();
    expect(may('10.0.0.1', 443, 'portal.example')).toBe('private address');
    expect(may('10.0.0.1', 443, 'evilportal.example')).toBe('private address');
    expect(may('10.0.0.1', 443, 'a.portal.example.evil.io')).toBe('private address');
  });

  it('does not let an allowed name lead to the metadata service', () => {
    expect(policyOf('*.portal.example')('169.254.169.254', 80, 'a.portal.example')).toBe('linkLocal address');
    expect(policyOf('169.254.169.254')('169.254.169.254', 80, 'a.portal.example')).toBeNull();
  });

  it('excludes a port of this machine in every spelling of it', () => {
    const may = policyOf('loopback 0.0.0.0/0 ::/0', '127.0.0.1:5432, 127.0.0.1:6379');
    const own = Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .map(({ address }) => address);
    for (const address of ['127.0.0.1', '127.0.0.2', '::1', '::ffff:127.0.0.1', '0.0.0.0', '::', ...own]) {
      const answers = [5432, 6379].map((port) => may(address, port));
      expect([address, ...answers]).toEqual([address, 'excluded by EGRESS_DENY', 'excluded by EGRESS_DENY']);
    }
    expect(may('127.0.0.1', 4000)).toBeNull();
    expect(may('93.184.215.14', 5432)).toBeNull();
  });

  it.each([
    '10.0.0.300',
    '1.2.3.4:0',
    '1.2.3.4:99999',
    '10.0.0.0/33',
    'bad name!',
    'http://x',
    '[::1',
    '1.2.3/8',
    'a..b',
  ])('names the faulty entry %s', (entry) => {
    expect(() => parseEgressRules(`loopback, ${entry}`)).toThrow(/is neither/);
  });

  it('reads a map, and names what is not one', () => {
    expect(parseEgressMap('Example.com:443=127.0.0.1:8443').get('example.com:443')).toEqual({
      address: '127.0.0.1',
      port: 8443,
    });
    for (const entry of ['example.com=127.0.0.1:1', 'example.com:443=localhost:1', 'example.com:443=127.0.0.1', 'x']) {
      expect(() => parseEgressMap(entry)).toThrow(/is not of the form/);
    }
  });
});

describe('R51 spellings of a host', () => {
  it.each([
    ['2130706433', '127.0.0.1'],
    ['0x7f000001', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['[::1]', '::1'],
    ['::1', '::1'],
    ['[::ffff:7f00:1]', '::ffff:7f00:1'],
    ['LOCALHOST.', 'localhost'],
    ['127.0.0.1.', '127.0.0.1'],
    ['１２７.0.0.1', '127.0.0.1'],
  ])('reads %s as %s', (written, meant) => {
    expect(canonicalHost(written)).toBe(meant);
  });

  it.each(['', 'a b', 'user@host', 'host/path', 'host:80', '256.0.0.1', '[::1]:80', '..'])(
    'refuses "%s"',
    (written) => {
      expect(canonicalHost(written)).toBeNull();
    },
  );
});
