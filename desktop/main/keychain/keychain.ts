import type { SafeStorage } from 'electron';

/**
 * Encrypts texts with a key that the operating system keeps. `memory`: it keeps none (on Linux without a keyring, which
 * Electron calls `basic_text`, the key would be the same for everybody), so secrets must not reach the disk.
 */
export type Keychain =
  | { kind: 'memory' }
  | { kind: 'encrypted'; seal(text: string): Promise<string>; open(sealed: string): Promise<string> };

type Storage = Pick<
  SafeStorage,
  'encryptString' | 'decryptString' | 'isEncryptionAvailable' | 'getSelectedStorageBackend'
> &
  Partial<Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable'>>;

const UNSAFE_BACKENDS = ['basic_text', 'unknown'];

async function hasRealEncryption(storage: Storage, platform: NodeJS.Platform): Promise<boolean> {
  const available = await (storage.isAsyncEncryptionAvailable?.() ?? storage.isEncryptionAvailable());
  if (!available) return false;
  return platform !== 'linux' || !UNSAFE_BACKENDS.includes(storage.getSelectedStorageBackend());
}

/** Finds out what the system offers. The calls that wait for it without blocking are newer than the oldest Electron that this runs on. */
export async function openKeychain(storage: Storage, platform: NodeJS.Platform): Promise<Keychain> {
  if (!(await hasRealEncryption(storage, platform))) return { kind: 'memory' };
  return {
    kind: 'encrypted',
    seal: async (text) => {
      const sealed = await (storage.encryptStringAsync?.(text) ?? storage.encryptString(text));
      return sealed.toString('base64');
    },
    open: async (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      if (storage.decryptStringAsync === undefined) return storage.decryptString(bytes);
      return (await storage.decryptStringAsync(bytes)).result;
    },
  };
}
