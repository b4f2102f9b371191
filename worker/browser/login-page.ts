import type { SessionMarker } from '@sri/shared/model/session.ts';
import { matchesUrl } from './url-pattern.ts';

/** What is known of a page on which a step ended. */
export interface LoginEvidence {
  /** The address that was asked for, if it is known. */
  asked: string | undefined;
  /** The address that the page has. */
  url: string;
  /** A password field can be seen on it. */
  passwordVisible: boolean;
  /** The element of the session's marker can be seen; undefined where the marker names none, or nobody looked. */
  markerVisible: boolean | undefined;
}

export interface LoginRules {
  marker: SessionMarker | undefined;
  /** Of the provider. */
  loginUrl: string | null;
}

function parse(url: string): URL | null {
  return /^https?:/i.test(url) && URL.canParse(url) ? new URL(url) : null;
}

const pathOf = (url: URL): string => url.pathname.replace(/\/+$/, '') || '/';
const hostOf = (url: URL): string => url.hostname.replace(/^www\./, '');

/** Did a navigation end at another path than asked? `www.` and a `/` at the end make no difference. */
export function endedElsewhere(asked: string | undefined, landed: string): boolean {
  const from = asked === undefined ? null : parse(asked);
  const to = parse(landed);
  if (from === null || to === null) return false;
  return hostOf(from) !== hostOf(to) || pathOf(from) !== pathOf(to);
}

function isAddress(url: string, address: string): boolean {
  const here = parse(url);
  const there = parse(address);
  return here !== null && there !== null && here.host === there.host && pathOf(here) === pathOf(there);
}

/** Is the page one that only somebody who is logged in sees, as the session's marker says it? Undefined without a marker. */
export function provesLogin(
  { url, markerVisible }: LoginEvidence,
  marker: SessionMarker | undefined,
): boolean | undefined {
  if (marker?.element === undefined && marker?.urlPattern === undefined) return undefined;
  if (marker.element !== undefined && markerVisible !== true) return false;
  return marker.urlPattern === undefined || matchesUrl(url, marker.urlPattern);
}

/**
 * Did the run land on a login page? The session's marker decides first: its proof of being logged in, or its login address. Then the
 * provider's login address. Else it is a page at another path than asked, with a password field that can be seen, or one without the
 * marker's proof. Whether the flow logs in by itself is for the caller to ask.
 */
export function isLoginPage(evidence: LoginEvidence, { marker, loginUrl }: LoginRules): boolean {
  const { url, asked, passwordVisible } = evidence;
  const elsewhere = endedElsewhere(asked, url);
  const proof = provesLogin(evidence, marker);
  // A login address that shows its page to everybody, as `/` often does, proves nothing when it was what the flow asked for.
  const atLogin =
    (marker?.loginUrlPattern !== undefined && matchesUrl(url, marker.loginUrlPattern)) ||
    (loginUrl !== null && isAddress(url, loginUrl));
  if (proof === true) return false;
  if (atLogin && (elsewhere || passwordVisible || asked === undefined)) return true;
  if (proof === false && passwordVisible) return true;
  if (marker?.element !== undefined && evidence.markerVisible === false && elsewhere) return true;
  return elsewhere && passwordVisible;
}
