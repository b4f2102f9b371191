import ipaddr from 'ipaddr.js';
import { parseAddress, parseRange, type IpRange } from './egress-address.ts';

/** One entry of EGRESS_ALLOW or EGRESS_DENY. Without a port it speaks of every port. */
export type EgressRule =
  | { kind: 'range'; range: IpRange; port: number | null }
  /** `name` in lower case; `subdomains`: written as `*.name`, which does not mean the name itself. */
  | { kind: 'name'; name: string; subdomains: boolean; port: number | null };

/** `example.com:443` -> where the guard dials instead. */
export type EgressMap = ReadonlyMap<string, { address: string; port: number }>;

const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/;
const LOOPBACK: IpRange[] = [
  [ipaddr.parse('127.0.0.0'), 8],
  [ipaddr.parse('::1'), 128],
];

function splitList(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '');
}

function parsePort(text: string): number | null {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : null;
}

/** Host and port of `host`, `host:port`, `[v6]`, `[v6]:port`, a bare IPv6 address; null when it is none of them. */
function splitPort(entry: string): { host: string; port: number | null } | null {
  const bracketed = /^\[([^\]]+)\](?:\/(\d+))?(?::(.+))?$/.exec(entry);
  const plain = /^([^:]+)(?::(.+))?$/.exec(entry);
  if (bracketed === null && parseRange(entry) !== null) return { host: entry, port: null };
  const bits = bracketed?.[2];
  const host = bracketed === null ? plain?.[1] : bits === undefined ? bracketed[1] : `${bracketed[1]}/${bits}`;
  const portText = bracketed === null ? plain?.[2] : bracketed[3];
  const port = portText === undefined ? null : parsePort(portText);
  return host === undefined || (portText !== undefined && port === null) ? null : { host, port };
}

function parseRule(entry: string): EgressRule[] | null {
  const split = splitPort(entry.toLowerCase());
  if (split === null) return null;
  const { host, port } = split;
  if (host === 'loopback' || host === 'localhost') {
    const ranges = LOOPBACK.map((range): EgressRule => ({ kind: 'range', range, port }));
    return host === 'loopback' ? ranges : [...ranges, { kind: 'name', name: host, subdomains: false, port }];
  }
  const range = parseRange(host);
  if (range !== null) return [{ kind: 'range', range, port }];
  const subdomains = host.startsWith('*.');
  const name = subdomains ? host.slice(2) : host;
  // What looks like an address but is none (`10.0.0.300`, `1.2.3/8`) must not pass as a name.
  if (!NAME.test(name) || /^[\d.]+$/.test(name)) return null;
  return [{ kind: 'name', name, subdomains, port }];
}

/**
 * Reads a list of entries, separated by commas or spaces: `10.0.0.0/8`, `10.1.2.3:8080`, `[::1]:8080`,
 * `portal.example:8443`, `*.portal.example`, `loopback`. Throws an Error that names the entry which is none of these.
 */
export function parseEgressRules(text: string): EgressRule[] {
  return splitList(text).flatMap((entry) => {
    const rules = parseRule(entry);
    if (rules !== null) return rules;
    throw new Error(`"${entry}" is neither an address, a range, a name nor one of these with a port`);
  });
}

/** Reads `example.com:443=127.0.0.1:8443`, separated by commas or spaces. Throws an Error that names the faulty entry. */
export function parseEgressMap(text: string): EgressMap {
  const map = new Map<string, { address: string; port: number }>();
  for (const entry of splitList(text)) {
    const [from, to] = entry.split('=');
    const source = splitPort((from ?? '').toLowerCase());
    const target = splitPort(to ?? '');
    const address = target === null ? null : parseAddress(target.host);
    if (source === null || source.port === null || address === null || target === null || target.port === null) {
      throw new Error(`"${entry}" is not of the form name:port=address:port`);
    }
    map.set(`${source.host}:${source.port}`, { address: address.toString(), port: target.port });
  }
  return map;
}
