import { AppError } from '@sri/shared/errors.ts';
import { secretNameSchema } from '@sri/shared/model/names.ts';
import { isOneTimeKey, oneTimeCode, readOneTimeKey } from '@sri/shared/node/one-time-code.ts';
import { sealSecret } from '@sri/shared/node/secret-seal.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import { MOST_SECRETS, type Secret, type SecretKind } from '@sri/shared/protocol/api/secrets.ts';
import type { Database } from '../../db/transaction.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { SecretCopies } from './secret-copies.ts';
import { countSecrets, removeSecret, upsertSecret } from './secret-store.ts';

export interface SecretContext {
  db: Database;
  /** SESSION_ENCRYPTION_KEY and the one before it; without them, outside production, secrets lie open as sessions do. */
  sessionKeys: SigningKeys | undefined;
  copies: SecretCopies;
}

interface NewSecret {
  value: string;
  kind: SecretKind;
}

/** The value as it is kept. A robot tells a key from a text by its form, so that no text may look like one. */
function keptValue({ value, kind }: NewSecret): string {
  if (kind === 'totp') {
    const key = readOneTimeKey(value);
    if (key !== null) return key;
    const message = 'is no key for one-time codes: the address of the QR code (otpauth://totp/…), or the key in Base32';
    throw invalidRequest([{ field: 'value', message }]);
  }
  if (!isOneTimeKey(value)) return value;
  throw invalidRequest([{ field: 'kind', message: 'must be "totp" for a key of one-time codes' }]);
}

/**
 * Makes a secret or changes its value. The copy is written before the commit: where that then fails, the record stands and the copy is
 * put right by the reconciler. Throws `invalid_request` for a name that is none or a key that is none, `conflict` where there are too many, `redis_unavailable`, `database_unavailable`.
 */
export async function putSecret(
  { db, sessionKeys, copies }: SecretContext,
  { orgId, userId }: Caller,
  name: string,
  given: NewSecret,
): Promise<Secret & { sealed: boolean; code: string | null }> {
  const named = secretNameSchema.safeParse(name);
  if (!named.success)
    throw invalidRequest([{ field: 'name', message: named.error.issues[0]?.message ?? 'is no name' }]);
  const { kind } = given;
  const value = keptValue(given);
  const sealed = sealSecret(value, { orgId, name }, sessionKeys);
  return db.inOrg(orgId, async (sql) => {
    const { secret, isNew } = await upsertSecret(sql, { orgId, userId, name, kind, sealed });
    if (isNew && (await countSecrets(sql)) > MOST_SECRETS) {
      throw new AppError('conflict', `An organisation has at most ${MOST_SECRETS} secrets.`, {
        hint: 'Delete those that no flow names any more.',
      });
    }
    const action = isNew ? 'secret.created' : 'secret.changed';
    await recordAudit(sql, { orgId, actorId: userId, action, subject: name, details: { kind } });
    await copies.put(orgId, name, sealed);
    const code = kind === 'totp' ? oneTimeCode(value, Date.now()).code : null;
    return { ...secret, sealed: sessionKeys !== undefined, code };
  });
}

/** Deletes a secret. Throws `not_found`, `redis_unavailable`, `database_unavailable`. */
export function deleteSecret({ db, copies }: SecretContext, { orgId, userId }: Caller, name: string): Promise<void> {
  return db.inOrg(orgId, async (sql) => {
    if (!(await removeSecret(sql, name))) throw notFound('There is no such secret.');
    await recordAudit(sql, { orgId, actorId: userId, action: 'secret.deleted', subject: name });
    await copies.put(orgId, name, null);
  });
}
