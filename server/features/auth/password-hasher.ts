import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { createHashSlots, type HashSlots } from './hash-slots.ts';

/** OWASP's least for argon2id: 19 MiB, two passes (R37). */
export const ARGON2_OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface PasswordHasher {
  /** Throws `too_many_requests` when too many wait. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password belongs to the hash; without a hash (no such user) false, after the same work. `before` runs
   * when the turn has come, right before the hashing: what it throws is thrown.
   */
  verify(hash: string | undefined, password: string, before?: () => Promise<void>): Promise<boolean>;
  /** True where the hash was made with other settings than today's. */
  needsRehash(hash: string): boolean;
}

export function createPasswordHasher(slots: HashSlots = createHashSlots()): PasswordHasher {
  const make = (password: string): Promise<string> => argon2.hash(password, ARGON2_OPTIONS);
  let nobody: Promise<string> | undefined;
  return {
    hash: (password) => slots.run(() => make(password)),
    verify: (hash, password, before) =>
      slots.run(async () => {
        await before?.();
        if (hash !== undefined) return argon2.verify(hash, password);
        nobody ??= make(randomBytes(32).toString('hex'));
        await argon2.verify(await nobody, password);
        return false;
      }),
    needsRehash: (hash) => argon2.needsRehash(hash, ARGON2_OPTIONS),
  };
}
