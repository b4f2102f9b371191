import { getDomain, getPublicSuffix } from 'tldts';
import type { FieldFault } from '@sri/shared/errors.ts';

const PSL = { allowPrivateDomains: true };

/** A host as browsers write it: lower case, punycode; undefined where it is none. */
export function hostOf(text: string): string | undefined {
  if (!/^[^\s/?#@\\%]+$/.test(text)) return undefined;
  const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
  return url === undefined || url.port !== '' || url.hostname.endsWith('.') ? undefined : url.hostname;
}

/**
 * What cookies of this host can belong to at most: its registrable domain (public suffix and one label more), and for
 * addresses and names of this machine the host itself. Undefined for public suffixes, such as `com.ar`.
 */
export function registrableDomain(host: string): string | undefined {
  if (host === 'localhost' || host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host)) return host;
  const domain = getDomain(host, PSL);
  if (domain !== null) return domain;
  // A name without dots that no list knows is one of a private network.
  return getPublicSuffix(host, PSL) === host && !host.includes('.') && /^[a-z0-9-]+$/.test(host) && !isListed(host)
    ? host
    : undefined;
}

function isListed(suffix: string): boolean {
  return getDomain(`x.${suffix}`, { ...PSL, validateHostname: true }) !== null && isIcannSuffix(suffix);
}

function isIcannSuffix(suffix: string): boolean {
  return suffix.length <= 24 && getPublicSuffix(`x.${suffix}`, PSL) === suffix;
}
