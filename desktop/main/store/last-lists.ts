import { canonicalJson } from '@sri/shared/canonical-json.ts';
import type { Shelf } from './shelf.ts';

const MOST = 300;
const LONGEST_TEXT = 500_000;

export interface LastLists {
  read(route: string, input: unknown): { at: number; value: unknown } | null;
  write(route: string, input: unknown, value: unknown): void;
  /** When the server answered last, as far as it is kept. */
  newestAt(): number | null;
  clear(): void;
}

/** What reading calls of one server answered last, for reading without a connection. */
export function lastLists(shelf: Shelf, serverId: string): LastLists {
  const keyOf = (route: string, input: unknown): string => `${serverId} ${route} ${canonicalJson(input ?? {})}`;
  const all = () => shelf.list(`${serverId} `);
  return {
    read: (route, input) => {
      const kept = shelf.read(keyOf(route, input));
      return kept === null ? null : { at: kept.at, value: JSON.parse(kept.value) as unknown };
    },
    write: (route, input, value) => {
      const text = JSON.stringify(value);
      if (text.length > LONGEST_TEXT) return;
      shelf.write(keyOf(route, input), text);
      for (const { key } of all().slice(0, -MOST)) shelf.remove(key);
    },
    newestAt: () => all().at(-1)?.at ?? null,
    clear: () => {
      for (const { key } of all()) shelf.remove(key);
    },
  };
}
