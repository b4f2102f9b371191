import type { Session } from 'electron';

/** A page may write what a person copied; everything else that it may ask for is refused. */
const GRANTED = new Set(['clipboard-sanitized-write']);

/**
 * What the pages of a capture may not have: cameras, places, notices, devices, downloads. The user agent says what the
 * browser is and nothing of the app around it, since portals turn away what they do not know.
 */
export function guardPartition(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(GRANTED.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setUserAgent(plainUserAgent(session.getUserAgent()));
}

/** The user agent of the Chromium inside, without the app's and Electron's own parts; its version cut as Chrome does. */
export function plainUserAgent(userAgent: string): string {
  return userAgent.replace(
    /(\(KHTML, like Gecko\)).*?Chrome\/(\d+)\S*.*?(Safari\/\S+).*$/,
    (_all, engine: string, major: string, safari: string) => `${engine} Chrome/${major}.0.0.0 ${safari}`,
  );
}

/** May a page of a capture go there? Portals are http(s); popups begin at `about:blank`. */
export function mayVisit(address: string): boolean {
  return /^https?:\/\//i.test(address) || /^about:(?:blank|srcdoc)$/.test(address);
}
