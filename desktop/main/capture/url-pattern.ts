/** Query parts that are good for one page view: with them an address cannot be opened again. */
const ONE_TIME = /^(?:code|state|token|ticket|nonce|samlresponse|session_state|id_token|access_token|rnd|_)$/i;

/** The address as it can be opened again: without what was for once only. */
export function lastingAddress(address: string): string {
  const url = new URL(address);
  for (const name of Array.from(url.searchParams.keys())) if (ONE_TIME.test(name)) url.searchParams.delete(name);
  // A page drawn by its scripts has its place behind the `#`; anything else there may be a secret of a sign-in.
  if (!/^#!?\//.test(url.hash)) url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

/** The whole site of the address: every page of it may show the mark, the login of another host may not. */
export function insidePattern(address: string): string {
  return `${new URL(address).origin}/*`;
}

/** Where the person began, if that was another page than the one with the mark: there one is asked to log in. */
export function loginPattern(begun: string | null, marked: string): string | undefined {
  if (begun === null || !URL.canParse(begun)) return undefined;
  const [from, to] = [new URL(begun), new URL(marked)];
  if (from.origin === to.origin && from.pathname === to.pathname) return undefined;
  return from.pathname === '/' ? undefined : `${from.origin}${from.pathname}*`;
}
