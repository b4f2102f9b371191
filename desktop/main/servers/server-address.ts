const LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether an address is of this computer: the one place where an unencrypted connection is in nobody's sight. */
export function isLocal(origin: string): boolean {
  return LOCAL_HOST.test(new URL(origin).hostname);
}

/**
 * The origins to try for what a person typed: the scheme is put right, a path is left out. Without a scheme https is
 * tried, on this computer http first. Empty for what is no address.
 */
export function originsFor(typed: string): string[] {
  const text = typed.trim().replace(/^(https?):\/*/i, '$1://');
  const scheme = /^https?:\/\//i.exec(text)?.[0].toLowerCase();
  const rest = scheme === undefined ? text : text.slice(scheme.length);
  if (rest === '' || /[\s@]/.test(rest) || /^[a-z]+:\/\//i.test(rest)) return [];
  const address = `https://${rest}`;
  if (!URL.canParse(address)) return [];
  const { hostname, host } = new URL(address);
  // Without this `http://` and its default port would be lost in `host`.
  const secure = `https://${host}`;
  const plain = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`).origin : `http://${host}`;
  if (LOCAL_HOST.test(hostname)) return scheme === 'https://' ? [secure, plain] : [plain, secure];
  if (!hostname.includes('.') && !hostname.startsWith('[')) return [];
  return scheme === 'http://' ? [secure, plain] : [secure];
}
