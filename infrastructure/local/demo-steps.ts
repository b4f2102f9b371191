const LIST = '/liquidaciones';

/** The demo flow: the session's table over all its pages, and a picture of the last one. */
export function demoSteps(portalUrl: string): Record<string, unknown>[] {
  const navigate = { type: 'navigate', name: 'Abrir las liquidaciones', url: `${portalUrl}${LIST}` };
  const read = {
    type: 'extractTable',
    name: 'Leer la tabla, página por página',
    target: 'table.resultados',
    pagination: { next: 'a.siguiente' },
    saveAs: 'liquidaciones',
  };
  return [navigate, read, { type: 'screenshot', fullPage: true }];
}

/**
 * The same steps at the portal's address of this time, with whatever their owner has made of them since; nothing when
 * they are there already, or no longer begin at the portal's list.
 */
export function movedSteps(steps: readonly unknown[], portalUrl: string): unknown[] | undefined {
  const [first] = steps;
  const url = typeof first === 'object' && first !== null && 'url' in first ? first.url : undefined;
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { origin, pathname, hostname } = new URL(url);
  if (origin === portalUrl || pathname !== LIST || hostname !== new URL(portalUrl).hostname) return undefined;
  return JSON.parse(JSON.stringify(steps).replaceAll(`"${origin}/`, `"${portalUrl}/`)) as unknown[];
}
