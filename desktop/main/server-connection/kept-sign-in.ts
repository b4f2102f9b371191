import { z } from 'zod';
import type { Keychain } from '../keychain/keychain.ts';
import type { Shelf } from '../store/shelf.ts';

const signInSchema = z.object({
  /** Good for one renewal; null: signed out. */
  refreshToken: z.string().nullable(),
  /** Shows the server at later sign-ins that this computer is known. */
  deviceToken: z.string(),
});
export type SignIn = z.infer<typeof signInSchema>;

export interface KeptSignIn {
  read(): Promise<SignIn | null>;
  write(signIn: SignIn): Promise<void>;
}

/** What the sign-in at a server is renewed with: encrypted by the keychain, or in memory alone. */
export function keptSignIn(serverId: string, shelf: Shelf, keychain: Keychain): KeptSignIn {
  let held: SignIn | null = null;
  if (keychain.kind === 'memory') {
    return {
      read: async () => held,
      write: async (signIn) => void (held = signIn),
    };
  }
  return {
    read: async () => {
      const kept = shelf.read(serverId);
      if (held !== null || kept === null) return held;
      // What the keychain cannot open (its key is gone, or it is locked) is no sign-in: the person signs in again.
      const text = await keychain.open(kept.value).catch(() => null);
      const parsed = text === null ? null : signInSchema.safeParse(JSON.parse(text));
      held = parsed?.data ?? null;
      return held;
    },
    write: async (signIn) => {
      held = signIn;
      shelf.write(serverId, await keychain.seal(JSON.stringify(signIn)));
    },
  };
}
