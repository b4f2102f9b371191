import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import { parseAddress } from './egress-address.ts';
import type { EgressFailure } from './egress-failure.ts';
import type { EgressPolicy, NamePolicy } from './egress-policy.ts';
import { connectThrough, type EgressProxy } from './egress-proxy.ts';
import type { EgressMap } from './egress-rules.ts';

/** All addresses of a name, best first. Throws when it has none. */
export type ResolveName = (name: string) => Promise<string[]>;

export type Dialled = { ok: true; socket: Socket } | { ok: false; failure: EgressFailure };
export type Dial = (host: string, port: number) => Promise<Dialled>;

export interface DialOptions {
  policy: EgressPolicy;
  map: EgressMap;
  /** Opens every connection but the mapped ones; asked for names as they are, since nothing here could resolve them. */
  proxy?: EgressProxy & { policy: NamePolicy };
  resolve?: ResolveName;
  /** For one address, ms. */
  connectTimeoutMs?: number;
}

const RESOLVE_TIMEOUT_MS = 10_000;

async function resolveBySystem(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('timed out')), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** A host as URLs know it: lower case, no brackets, no dot at the end, 0x7f.1 and 2130706433 as 127.0.0.1; null if it is none. */
export function canonicalHost(host: string): string | null {
  const bare = /^\[(.+)\]$/.exec(host)?.[1] ?? host;
  if (/[\s/?#@\\[\]]/.test(bare) || (bare.includes(':') && parseAddress(bare) === null)) return null;
  const url = URL.parse(`http://${bare.includes(':') ? `[${bare}]` : bare}/`);
  const name = url?.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '') ?? '';
  return name === '' || name.includes('..') || name.startsWith('.') ? null : name;
}

function open(address: string, port: number, timeoutMs: number): Promise<Socket | 'timeout' | 'unreachable'> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true });
    const timer = setTimeout(() => end('timeout'), timeoutMs);
    const end = (why: 'timeout' | 'unreachable'): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(why);
    };
    socket.once('error', () => end('unreachable'));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

const failed = (kind: EgressFailure['kind'], message: string): Dialled => ({ ok: false, failure: { kind, message } });

/**
 * Makes the function that opens every connection to the outside: it resolves the name, asks the policy about each
 * address, and connects to the addresses that passed, one after the other (R51). With a proxy, names go to it unresolved.
 * Never throws.
 */
export function createDial({
  policy,
  map,
  proxy,
  resolve = resolveBySystem,
  connectTimeoutMs = 10_000,
}: DialOptions): Dial {
  async function addressesOf(host: string): Promise<string[]> {
    if (parseAddress(host) !== null) return [host];
    return within(resolve(host), RESOLVE_TIMEOUT_MS).catch(() => []);
  }

  async function throughProxy(by: NonNullable<typeof proxy>, host: string, port: number): Promise<Dialled> {
    const isName = parseAddress(host) === null;
    const refusal = isName ? by.policy({ name: host, port }) : policy({ name: null, address: host, port });
    const where = `${host}:${port}`;
    if (refusal !== null) return failed('refused', `Not allowed from here: ${where} (${refusal.reason}).`);
    // The proxy has its own patience for each address of the name.
    const socket = await connectThrough(by, host, port, connectTimeoutMs * 3);
    if (typeof socket !== 'string') return { ok: true, socket };
    const words: Record<EgressFailure['kind'], string> = {
      refused: `Not allowed from here: ${where} (by the proxy).`,
      unresolved: `The name ${host} has no address that may be reached.`,
      timeout: `${where} does not answer.`,
      unreachable: `${where} cannot be reached.`,
    };
    return failed(socket, words[socket]);
  }

  return async (rawHost, port) => {
    const host = canonicalHost(rawHost);
    if (host === null) return failed('refused', `"${rawHost}" is not the name of a site.`);
    const mapped = map.get(`${host}:${port}`);
    if (proxy !== undefined && mapped === undefined) return throughProxy(proxy, host, port);
    const addresses = mapped === undefined ? await addressesOf(host) : [mapped.address];
    const dialPort = mapped?.port ?? port;
    if (addresses.length === 0) return failed('unresolved', `The name ${host} has no address.`);
    const name = parseAddress(host) === null ? host : null;
    const refusals: string[] = [];
    let last: 'timeout' | 'unreachable' | undefined;
    for (const address of addresses) {
      const refusal = policy({ name, address, port: dialPort });
      // A mapped target is the operator's own word; only what is excluded stays closed.
      if (refusal !== null && (mapped === undefined || refusal.excluded)) {
        refusals.push(refusal.reason);
        continue;
      }
      const socket = await open(address, dialPort, connectTimeoutMs);
      if (typeof socket !== 'string') return { ok: true, socket };
      last = socket;
    }
    const where = `${host}:${port}`;
    if (last === 'timeout') return failed('timeout', `${where} does not answer.`);
    if (last === 'unreachable') return failed('unreachable', `${where} cannot be reached.`);
    return failed('refused', `Not allowed from here: ${where} (${refusals[0] ?? 'no address'}).`);
  };
}
