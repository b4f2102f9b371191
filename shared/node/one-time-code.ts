import { Secret, TOTP, URI } from 'otpauth';

/*
 * Time-based one-time codes (RFC 6238): what an authenticator app shows. The key is kept as an `otpauth://totp/` address,
 * the form in which portals hand it out in a QR code; one that a portal prints as Base32 is written so.
 */

const PREFIX = 'otpauth://';
const BASE32 = /^[A-Z2-7]{16,128}$/;
/** Fewer bytes than RFC 4226 asks for (section 4, R6) are still what many portals give. */
const FEWEST_BYTES = 10;

/** Is a kept secret a key for one-time codes, and not a text to be written as it is? */
export function isOneTimeKey(value: string): boolean {
  return value.startsWith(PREFIX);
}

function parsed(uri: string): TOTP | null {
  try {
    const otp = URI.parse(uri);
    return otp instanceof TOTP && otp.secret.bytes.length >= FEWEST_BYTES ? otp : null;
  } catch {
    return null;
  }
}

/**
 * The key as it is kept: from an `otpauth://totp/` address, or from Base32 as portals print it (spaces and hyphens, small
 * letters). Null for anything else, counters (`otpauth://hotp/`) included.
 */
export function readOneTimeKey(text: string): string | null {
  const given = text.trim();
  if (isOneTimeKey(given)) return parsed(given)?.toString() ?? null;
  const letters = given.replaceAll(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  if (!BASE32.test(letters)) return null;
  const secret = Secret.fromBase32(letters);
  return secret.bytes.length < FEWEST_BYTES ? null : new TOTP({ secret }).toString();
}

export interface OneTimeCode {
  code: string;
  /** ms for which it is the current one. */
  leftMs: number;
}

/** The code of a kept key at `at` (ms since the epoch). Throws for what `readOneTimeKey` did not make. */
export function oneTimeCode(key: string, at: number): OneTimeCode {
  const otp = parsed(key);
  if (otp === null) throw new Error('not a key for one-time codes');
  return { code: otp.generate({ timestamp: at }), leftMs: otp.remaining({ timestamp: at }) };
}
