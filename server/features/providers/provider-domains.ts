import { parse } from 'tldts';

/** A host as browsers write it: lower case, punycode; undefined where it is none. */
export function hostOf(text: string): string | undefined {
  if (!/^(?:\[[0-9a-f:.]+\]|[^\s/?#@\\%:[\]]+)$/i.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const { hostname } = new URL(`http://${text}`);
  return hostname.endsWith('.') ? undefined : hostname;
}

/**
 * The site a host belongs to: its registrable domain, which is one label more than its public suffix, by the public
 * suffix list with the private part (`firm.github.io` is a site of its own). Addresses, and names without dots that no
 * list knows (`localhost`, names of a private network), are their own site. Undefined for public suffixes: `com.ar`
 * belongs to nobody.
 */
export function registrableDomain(host: string): string | undefined {
  const { domain, isIp, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  if (isIp === true || host.startsWith('[')) return host;
  if (domain !== null) return domain;
  return isIcann === true || isPrivate === true || host.includes('.') || !/^[a-z0-9-]+$/.test(host) ? undefined : host;
}

/** The site of a host as it stands in a cookie or a provider: with a leading dot or without, in any spelling. */
export function siteOf(text: string): string | undefined {
  const host = hostOf(text.replace(/^\./, ''));
  return host === undefined ? undefined : registrableDomain(host);
}
