import type { IpAddress } from './egress-address.ts';
import { inRange, isThisMachine, needsAddressEntry, notPublic, ownAddresses, parseAddress } from './egress-address.ts';
import type { EgressRule } from './egress-rules.ts';

const OPEN_PORTS = [80, 443];

/** One address that is about to be dialled. `name` is null where the address itself was asked for. */
export interface EgressTarget {
  name: string | null;
  address: string;
  port: number;
}

export interface EgressRefusal {
  /** In a few words. */
  reason: string;
  /** By EGRESS_DENY, which nothing overrides. */
  excluded: boolean;
}

/** Null: go. */
export type EgressPolicy = (target: EgressTarget) => EgressRefusal | null;

export interface EgressPolicyOptions {
  allow: readonly EgressRule[];
  /** Beats `allow`. An entry of loopback means this machine, however its address is written. */
  deny: readonly EgressRule[];
}

function nameMatches(rule: EgressRule, name: string | null): boolean {
  if (rule.kind !== 'name' || name === null) return false;
  return rule.subdomains ? name.endsWith(`.${rule.name}`) : name === rule.name;
}

function rangeMatches(rule: EgressRule, address: IpAddress): boolean {
  return rule.kind === 'range' && inRange(address, rule.range);
}

/** A name that somebody else resolves and whose address they look at: ports and names are all that can be held here. */
export type NamePolicy = (target: { name: string; port: number }) => EgressRefusal | null;

/** The same rules for names alone: where a proxy on the way out refuses private addresses at the address it dials. */
export function createNamePolicy({ allow, deny }: EgressPolicyOptions): NamePolicy {
  const speaks = (rules: readonly EgressRule[], name: string, port: number): boolean =>
    rules.some((rule) => (rule.port === null || rule.port === port) && nameMatches(rule, name));
  return ({ name, port }) => {
    if (speaks(deny, name, port)) return EXCLUDED;
    return speaks(allow, name, port) || OPEN_PORTS.includes(port) ? null : refuse(`port ${port}`);
  };
}

const refuse = (reason: string): EgressRefusal => ({ reason, excluded: false });
const EXCLUDED: EgressRefusal = { reason: 'excluded by EGRESS_DENY', excluded: true };

/**
 * Where a browser or a webhook may go (R51): public addresses at ports 80 and 443, and what `allow` lists; never what `deny` lists.
 * The caller dials exactly the address it asked about, so that no second look-up can change the answer.
 */
export function createEgressPolicy({ allow, deny }: EgressPolicyOptions): EgressPolicy {
  const atPort = (rules: readonly EgressRule[], port: number): EgressRule[] =>
    rules.filter((rule) => rule.port === null || rule.port === port);
  const meansThisMachine = (rule: EgressRule, own: ReadonlySet<string>): boolean =>
    rule.kind === 'range' && isThisMachine(rule.range[0], own);
  return ({ name, address: text, port }) => {
    const address = parseAddress(text);
    if (address === null) return refuse('not an address');
    const own = ownAddresses();
    const here = isThisMachine(address, own);
    for (const rule of atPort(deny, port)) {
      if (nameMatches(rule, name) || rangeMatches(rule, address)) return EXCLUDED;
      if (here && meansThisMachine(rule, own)) return EXCLUDED;
    }
    for (const rule of atPort(allow, port)) {
      if (rangeMatches(rule, address)) return null;
      if (nameMatches(rule, name) && !needsAddressEntry(address)) return null;
    }
    const range = notPublic(text);
    if (range !== null) return refuse(`${range} address`);
    if (own.has(address.toString())) return refuse('an address of this machine');
    return OPEN_PORTS.includes(port) ? null : refuse(`port ${port}`);
  };
}
