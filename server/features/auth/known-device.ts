import { randomBytes } from 'node:crypto';
import { deriveKey } from '@sri/shared/node/keys.ts';
import { equalHex, hmacHex, type SigningKeys } from '@sri/shared/node/sign.ts';

function macOf(secret: string, email: string, deviceId: string): string {
  return hmacHex(deriveKey(secret, 'known-device'), `${deviceId} ${email}`);
}

/**
 * A token that shows later: this device has signed in to this account before. It opens nothing by itself; strangers'
 * wrong guesses do not count against who holds one (R38).
 */
export function issueDeviceToken(keys: SigningKeys, email: string): string {
  const deviceId = randomBytes(8).toString('hex');
  return `srd_${deviceId}_${macOf(keys.current, email, deviceId)}`;
}

/** The device's id where the token was issued for this account, else undefined. */
export function knownDevice(keys: SigningKeys, email: string, token: string | undefined): string | undefined {
  const [, deviceId, mac] = /^srd_([0-9a-f]{16})_([0-9a-f]{64})$/.exec(token ?? '') ?? [];
  if (deviceId === undefined || mac === undefined) return undefined;
  const good = [keys.current, keys.previous].some(
    (secret) => secret !== undefined && equalHex(macOf(secret, email, deviceId), mac),
  );
  return good ? deviceId : undefined;
}
