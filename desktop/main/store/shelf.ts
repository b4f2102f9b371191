export const SHELVES = ['servers', 'settings', 'sign_ins', 'drafts', 'unsent_sessions', 'last_lists'] as const;
export type ShelfName = (typeof SHELVES)[number];

export interface Kept {
  key: string;
  /** When it was put there, ms since the epoch. */
  at: number;
  value: string;
}

/** Values by key. */
export interface Shelf {
  read(key: string): Kept | null;
  write(key: string, value: string): void;
  remove(key: string): void;
  /** Oldest first; only keys with this beginning. */
  list(prefix?: string): Kept[];
}

export interface LocalStore {
  /** `none`: the database could not be opened; everything is forgotten when the app closes. */
  kind: 'file' | 'none';
  shelf(name: ShelfName): Shelf;
  close(): void;
}
