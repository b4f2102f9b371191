/** The origin of an address, or nothing where it has none that a page could fetch from. */
function originOf(url: string): string {
  const { origin } = new URL(url);
  return origin === 'null' ? '' : origin;
}

/**
 * What the console's pages may load (Content-Security-Policy): everything from here; pictures and files of executions
 * also from the object store that presigned links lead to. `'self'` holds for WebSockets of the same host as well. Parts
 * of the interface set their place by inline styles, hence `unsafe-inline` for styles alone; scripts are files of ours.
 */
export function consolePolicy(storeUrl: string | undefined): string {
  const store = storeUrl === undefined ? '' : originOf(storeUrl);
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${store}`.trimEnd(),
    `media-src 'self' blob: ${store}`.trimEnd(),
    `connect-src 'self' ${store}`.trimEnd(),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
