const SECRET_KEY =
  /pass|clave|contras|senha|pwd|pin|token|auth|sess|sid|secret|key|code|codigo|otp|sig|state|nonce|ticket|jwt|user|usuario|email|mail/i;
const LONGEST_VALUE = 40;
/** Plain words, numbers and dates: what a portal's own links say. Anything longer or stranger may be a key to something. */
const PLAIN = /^[\p{L}\d .,:_/+-]*$/u;
const RANDOM = /[a-z\d]{24,}|(?=[^/]*\d)(?=[^/]*[a-z])(?=[^/]*[A-Z])[A-Za-z\d_-]{14,}/;

/**
 * The address without what may be secret. `keep` says whether plain parameters stay: those of an address that a person
 * opens, never those of one that a form led to. Parameters called as a secret field is (`secretNames`) never do.
 */
export function cleanUrl(url: string, keep: boolean, secretNames: ReadonlySet<string> = new Set()): string {
  if (!URL.canParse(url)) return '';
  const clean = new URL(url);
  if (!/^https?:$/.test(clean.protocol)) return `${clean.protocol}${clean.protocol === 'about:' ? clean.pathname : ''}`;
  clean.username = '';
  clean.password = '';
  const stays = (name: string, value: string): boolean =>
    keep &&
    !SECRET_KEY.test(name) &&
    !secretNames.has(name) &&
    value.length <= LONGEST_VALUE &&
    PLAIN.test(value) &&
    !RANDOM.test(value);
  const dropped = [...clean.searchParams].filter(([name, value]) => !stays(name, value));
  for (const [name] of dropped) clean.searchParams.delete(name);
  // A route of the page, or a place in it; never what a login sends back there.
  const route = clean.hash.replace(/\?.*$/, '');
  clean.hash = (/^#!?\//.test(route) || /^#[\w-]{0,40}$/.test(route)) && !RANDOM.test(route) ? route : '';
  return clean.href;
}

/** Origin and path of an address, ids and dates as `*`. */
export function pathPattern(url: string): string {
  if (!URL.canParse(url)) return '';
  const { origin, pathname, hash } = new URL(url);
  const route = /^#!?\//.test(hash) ? hash.replace(/\?.*$/, '') : '';
  return `${origin}${starIds(pathname)}${starIds(route)}`;
}

function starIds(path: string): string {
  return path
    .split('/')
    .map((part) =>
      /\d{2}|^\d+$|^[a-f\d-]{16,}$/i.test(part) || RANDOM.test(part)
        ? part.replace(/^.*?(\.[a-z]{2,5})?$/i, '*$1')
        : part,
    )
    .join('/');
}
