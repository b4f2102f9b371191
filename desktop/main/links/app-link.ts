const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Links from outside, and the screen that each leads to. Nothing else of such a link is looked at. */
const SCREENS: readonly [RegExp, (id: string) => string][] = [
  [new RegExp(`^sri://portales/(${UUID})/sesion/?$`, 'i'), (id) => `/portales/${id}/sesion`],
  [new RegExp(`^sri://portales/(${UUID})/?$`, 'i'), (id) => `/portales?portal=${id}`],
  [new RegExp(`^sri://ejecuciones/(${UUID})/?$`, 'i'), (id) => `/ejecuciones/${id}`],
  [/^sri:\/\/(?:inicio\/?)?$/i, () => '/'],
];

/** The screen that a link `sri://…` leads to; null for any that we did not make. */
export function pathOfLink(link: string): string | null {
  for (const [pattern, path] of SCREENS) {
    const match = pattern.exec(link);
    if (match !== null) return path((match[1] ?? '').toLowerCase());
  }
  return null;
}

/** The link among the arguments of a start, if there is one. */
export function linkIn(args: readonly string[]): string | null {
  return args.find((arg) => arg.startsWith('sri://')) ?? null;
}
