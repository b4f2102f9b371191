import { canonicalHost } from '@sri/shared/node/egress/egress-dial.ts';
import { parseAddress } from '@sri/shared/node/egress/egress-address.ts';
import { createEgressPolicy, createNamePolicy } from '@sri/shared/node/egress/egress-policy.ts';
import type { EgressRule } from '@sri/shared/node/egress/egress-rules.ts';
import { invalidRequest } from '../../http/route.ts';

export interface AddressRules {
  production: boolean;
  allow: readonly EgressRule[];
  deny: readonly EgressRule[];
}

/** Where a webhook's address leads, as it is dialled: an address in any spelling is that address. */
export function placeOf(url: URL): { host: string; port: number } | null {
  const host = canonicalHost(url.hostname);
  if (host === null) return null;
  const usual = url.protocol === 'https:' ? 443 : 80;
  return { host, port: url.port === '' ? usual : Number(url.port) };
}

/** What is wrong with an address, or null. What a name leads to is looked at each time that it is dialled (R51). */
function faultOf(text: string, { production, allow, deny }: AddressRules): string | null {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol))
    return 'must be an address that starts with https://';
  if (production && url.protocol === 'http:') return 'must start with https://: what is sent says what your firm does';
  if (url.username !== '' || url.password !== '')
    return 'must have no user or password in it; the signature proves who sends';
  if (url.hash !== '') return 'must have no part after #: it is never sent';
  const place = placeOf(url);
  if (place === null) return 'has no name of a site';
  const { host, port } = place;
  const refusal =
    parseAddress(host) === null
      ? createNamePolicy({ allow, deny })({ name: host, port })
      : createEgressPolicy({ allow, deny })({ name: null, address: host, port });
  return refusal === null ? null : `may not be reached from here (${refusal.reason})`;
}

/** The address as it is kept. Throws `invalid_request` for one to which nothing may be sent. */
export function checkAddress(text: string, rules: AddressRules): string {
  const message = faultOf(text, rules);
  if (message !== null) throw invalidRequest([{ field: 'url', message }]);
  return new URL(text).href;
}
