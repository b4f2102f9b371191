import type { Provider } from '@sri/shared/model/provider.ts';
import type { BrowserContents } from './login-browser.ts';

type Portal = Pick<Provider, 'domains' | 'baseUrl' | 'loginUrl'>;

/** The portal's own sites: its registrable domains; where it names none, the hosts of its addresses. */
export function sitesOf({ domains, baseUrl, loginUrl }: Portal): string[] {
  if (domains.length > 0) return [...domains];
  return [baseUrl, loginUrl].flatMap((url) => (url !== null && URL.canParse(url) ? [new URL(url).hostname] : []));
}

/** Does the host belong to one of the sites (R49)? A site is a registrable domain, so what ends in `.site` is its own. */
export function belongsTo(host: string, sites: readonly string[]): boolean {
  const bare = host.replace(/^\./, '').toLowerCase();
  return sites.some((site) => bare === site || bare.endsWith(`.${site}`));
}

/** Keeps what belongs to the portal: what other sites left in the browser does not leave this computer. */
export function onlyOfSites(
  contents: BrowserContents,
  sites: readonly string[],
): { kept: BrowserContents; dropped: string[] } {
  if (sites.length === 0) return { kept: contents, dropped: [] };
  const cookies = contents.cookies.filter(({ domain }) => belongsTo(domain, sites));
  const origins = contents.origins.filter(({ origin }) => belongsTo(new URL(origin).hostname, sites));
  const others = [
    ...contents.cookies.map(({ domain }) => domain.replace(/^\./, '')),
    ...contents.origins.map(({ origin }) => new URL(origin).hostname),
  ].filter((host) => !belongsTo(host, sites));
  return { kept: { ...contents, cookies, origins }, dropped: [...new Set(others)].toSorted() };
}
