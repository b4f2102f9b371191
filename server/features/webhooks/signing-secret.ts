import { randomBytes } from 'node:crypto';
import { openSecret, resealSecret, sealSecret, type SecretOwner } from '@sri/shared/node/secret-seal.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';

/** For how long the former secret signs beside the new one, in hours. */
export const OVERLAP_HOURS = 24;

/** A signing secret as Standard Webhooks has it: 256 bits. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export interface SecretKeeper {
  seal: (secret: string, of: WebhookId) => string;
  /** Null where no key that is left opens it. */
  open: (sealed: string, of: WebhookId) => string | null;
  /** Under the current key; null where it is already, or cannot be. */
  reseal: (sealed: string, of: WebhookId) => string | null;
}

export interface WebhookId {
  orgId: string;
  id: string;
}

/** No secret of a flow has a name with a space: what is sealed here opens as nothing else. */
const ownerOf = ({ orgId, id }: WebhookId): SecretOwner => ({ orgId, name: `webhook ${id}` });

/** Keeps signing secrets as the organisations' other secrets are kept. */
export function createSecretKeeper(keys: SigningKeys | undefined, production: boolean): SecretKeeper {
  return {
    seal: (secret, of) => sealSecret(secret, ownerOf(of), keys),
    open: (sealed, of) => openSecret(sealed, ownerOf(of), { keys, acceptPlain: !production }),
    reseal: (sealed, of) => resealSecret(sealed, ownerOf(of), keys),
  };
}
