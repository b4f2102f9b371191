/** Sites that tell a person, at these addresses, that they may not sign in inside another app. */
const REFUSALS: readonly { who: string; host: RegExp; at: RegExp }[] = [
  {
    who: 'Google',
    host: /^accounts\.google\.[a-z.]+$/,
    at: /\/signin\/rejected|disallowed_useragent|\/info\/unknownerror/,
  },
  { who: 'Facebook', host: /(?:^|\.)facebook\.com$/, at: /embedded_browser|webview_not_supported/ },
];

/** Who refuses an embedded browser at this address; null: nobody. Only the address is looked at. */
export function refusedBy(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { hostname, pathname, search } = new URL(address);
  return REFUSALS.find(({ host, at }) => host.test(hostname) && at.test(pathname + search))?.who ?? null;
}
