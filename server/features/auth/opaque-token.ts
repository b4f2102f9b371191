import { randomBytes } from 'node:crypto';
import { sha256Hex } from '@sri/shared/node/digest.ts';

/** `srr`: refresh token, `sri`: API key, `srv`: invitation. */
export type TokenKind = 'srr' | 'sri' | 'srv';

/**
 * A token that says nothing but whose data it lies with: `{kind}_{organisation}_{32 random bytes, base64url}`. The
 * organisation is in it so that it is looked up inside that organisation's rows (R31).
 */
export interface OpaqueToken {
  text: string;
  orgId: string;
  /** SHA-256, hex: all that is stored of it. */
  hash: string;
}

const FORM = /^(srr|sri|srv)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** A new token, or with `secret` (32 bytes) the one that has it. */
export function makeToken(kind: TokenKind, orgId: string, secret: Buffer = randomBytes(32)): OpaqueToken {
  const text = `${kind}_${orgId.replaceAll('-', '')}_${secret.toString('base64url')}`;
  return { text, orgId, hash: sha256Hex(text) };
}

/** Undefined where the text is not a token of this kind. */
export function parseToken(kind: TokenKind, text: string): OpaqueToken | undefined {
  const [, found, ...parts] = FORM.exec(text) ?? [];
  if (found !== kind) return undefined;
  return { text, orgId: parts.slice(0, 5).join('-'), hash: sha256Hex(text) };
}
