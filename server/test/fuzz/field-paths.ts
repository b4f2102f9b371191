export type Path = readonly (string | number)[];

const PLACE = '@place of the hostile value@';

/** Every place in a value, the whole first; of long lists the first three items. */
export function placesIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return [path, ...value.slice(0, 3).flatMap((item, at) => placesIn(item, [...path, at]))];
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, item]) => placesIn(item, [...path, name]))];
}

function put(value: unknown, [at, ...rest]: Path, item: string): unknown {
  if (at === undefined) return item;
  if (Array.isArray(value)) return value.map((own: unknown, index) => (index === at ? put(own, rest, item) : own));
  const entries = Object.entries(value as Record<string, unknown>).map(([name, own]): [string, unknown] => [
    name,
    name === at ? put(own, rest, item) : own,
  ]);
  return Object.fromEntries(entries);
}

/** The value as JSON text, with other JSON text in one place. */
export function withPlaced(value: unknown, path: Path, json: string): string {
  return JSON.stringify(put(value, path, PLACE)).replace(JSON.stringify(PLACE), () => json);
}
