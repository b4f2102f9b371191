/** Where to go after the login: a path of this site; anything that could lead to another one gives `/inicio`. */
export function safeReturnPath(asked: string): string {
  const base = 'http://portal.invalid';
  if (!asked.startsWith('/') || !URL.canParse(asked, base)) return '/inicio';
  const url = new URL(asked, base);
  return url.origin === base ? url.pathname + url.search : '/inicio';
}
