import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;
export type IpRange = [IpAddress, number];

function isAddress(text: string): boolean {
  return text.includes(':') ? ipaddr.isValid(text) && !text.includes('%') : ipaddr.IPv4.isValidFourPartDecimal(text);
}

/** An address as one value for all its spellings: IPv4 written as IPv6 (`::ffff:127.0.0.1`) is the IPv4 address. */
export function parseAddress(text: string): IpAddress | null {
  return isAddress(text) ? ipaddr.process(text) : null;
}

/** `10.0.0.0/8`, or one address as the range of itself; null where it is neither. */
export function parseRange(text: string): IpRange | null {
  const [host = '', bits] = text.split('/');
  const address = parseAddress(host);
  if (bits === undefined) return address === null ? null : [address, address.kind() === 'ipv4' ? 32 : 128];
  return address !== null && ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
}

export function inRange(address: IpAddress, [network, bits]: IpRange): boolean {
  if (address.kind() !== network.kind()) return false;
  return address.match(network, bits);
}

const GLOBAL_IPV6: IpRange = [ipaddr.parse('2000::'), 3];

/**
 * Why an address is not one of the open internet, or null where it is. Everything that is not plainly public counts:
 * private, loopback, link-local (with the clouds' metadata), carrier NAT, multicast, documentation, IPv4 inside IPv6
 * (mapped, 6to4, NAT64, Teredo), and whatever IPv6 lies outside 2000::/3.
 */
export function notPublic(text: string): string | null {
  if (!isAddress(text)) return 'not an address';
  const address = ipaddr.parse(text);
  const range = address.range();
  if (range !== 'unicast') return range;
  if (address.kind() === 'ipv6' && !inRange(address, GLOBAL_IPV6)) return 'not global';
  return null;
}

const NEVER_BY_NAME = ['linkLocal', 'unspecified', 'multicast', 'broadcast'];

/** Ranges that a name must not lead to, whatever allows that name: they have to be allowed as addresses. */
export function needsAddressEntry(address: IpAddress): boolean {
  return NEVER_BY_NAME.includes(address.range());
}

/** The addresses of this machine's own network cards. */
export function ownAddresses(): Set<string> {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return new Set(all.map(({ address }) => parseAddress(address.split('%')[0] ?? '')?.toString() ?? address));
}

/** True where dialling the address ends on this machine: loopback in any spelling, unspecified, an own network card. */
export function isThisMachine(address: IpAddress, own: ReadonlySet<string>): boolean {
  const range = address.range();
  return range === 'loopback' || range === 'unspecified' || own.has(address.toString());
}
