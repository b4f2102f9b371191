import type { Keychain } from '../keychain/keychain.ts';
import type { Shelf } from './shelf.ts';

export interface UnsentSession {
  id: string;
  /** When it was captured, ms since the epoch. */
  at: number;
  text: string;
}

/** Captured sessions that wait for a connection: a login is never lost. */
export interface UnsentSessions {
  /** `encrypted`: outlives this start; `memory`: does not, since this computer cannot encrypt or cannot store. */
  kind: 'encrypted' | 'memory';
  keep(id: string, text: string): Promise<void>;
  list(): Promise<UnsentSession[]>;
  remove(id: string): void;
}

/** Keeps them encrypted by the system's keychain; where there is none they never touch the disk. */
export function unsentSessions(shelf: Shelf, isFile: boolean, keychain: Keychain): UnsentSessions {
  if (keychain.kind === 'memory' || !isFile) {
    const held = new Map<string, UnsentSession>();
    return {
      kind: 'memory',
      keep: async (id, text) => void held.set(id, { id, text, at: Date.now() }),
      list: async () => [...held.values()],
      remove: (id) => void held.delete(id),
    };
  }
  return {
    kind: 'encrypted',
    keep: async (id, text) => shelf.write(id, await keychain.seal(text)),
    list: async () => {
      const found: UnsentSession[] = [];
      for (const { key, at, value } of shelf.list()) {
        // A keyring may be locked just now: what does not open stays for the next time.
        const text = await keychain.open(value).catch(() => null);
        if (text !== null) found.push({ id: key, at, text });
      }
      return found;
    },
    remove: (id) => shelf.remove(id),
  };
}
