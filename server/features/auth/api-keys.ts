import { newId } from '@sri/shared/model/ids.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { ApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { makeToken } from './opaque-token.ts';
import { lowerRole } from './roles.ts';

/** As much of a key as is shown later: `sri_`, the organisation's first eight and the key's own first four. */
const SHOWN = { organisation: 12, secret: 4 };

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  user_id: string;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = 'id, name, prefix, role, user_id, created_at, expires_at, last_used_at, revoked_at';

function toApiKey(row: KeyRow): ApiKey {
  const { id, name, prefix, role, user_id: userId } = row;
  const time = (date: Date | null): string | null => date?.toISOString() ?? null;
  return {
    id,
    name,
    prefix,
    role,
    userId,
    createdAt: row.created_at.toISOString(),
    expiresAt: time(row.expires_at),
    lastUsedAt: time(row.last_used_at),
    revokedAt: time(row.revoked_at),
  };
}

export async function listApiKeys({ db }: AuthContext, { orgId }: Caller): Promise<ApiKey[]> {
  const rows = await db.inOrg(orgId, (sql) =>
    sql.rows<KeyRow>(`select ${COLUMNS} from api_keys where org_id = $1 order by created_at desc, id`, [orgId]),
  );
  return rows.map(toApiKey);
}

/** Makes a key (R39): its 32 random bytes are in this answer and nowhere else, the database keeps a SHA-256. */
export async function createApiKey(
  { db }: AuthContext,
  { orgId, userId, role }: Caller,
  wanted: { name: string; role: Role; expiresInDays?: number | undefined },
): Promise<ApiKey & { key: string }> {
  const token = makeToken('sri', orgId);
  const secretAt = token.text.lastIndexOf('_', token.text.length - 43) + 1;
  const prefix = `${token.text.slice(0, SHOWN.organisation)}…${token.text.slice(secretAt, secretAt + SHOWN.secret)}`;
  const row = await db.inOrg(orgId, async (sql) => {
    const made = await sql.row<KeyRow>(
      `insert into api_keys (org_id, id, user_id, name, prefix, key_hash, role, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8)) returning ${COLUMNS}`,
      [
        orgId,
        newId(),
        userId,
        wanted.name,
        prefix,
        token.hash,
        lowerRole(wanted.role, role),
        wanted.expiresInDays ?? null,
      ],
    );
    const details = { name: wanted.name, role: made?.role };
    await recordAudit(sql, { orgId, actorId: userId, action: 'api_key.created', subject: made?.id ?? '', details });
    return made as KeyRow;
  });
  return { ...toApiKey(row), key: token.text };
}

/** Ends a key. Ending one again is no error. Throws `not_found`. */
export async function revokeApiKey({ db, lookup }: AuthContext, caller: Caller, keyId: string): Promise<void> {
  const { orgId, userId: actorId } = caller;
  await db.inOrg(orgId, async (sql) => {
    const found = await sql.row<{ revoked_at: Date | null }>(
      'select revoked_at from api_keys where org_id = $1 and id = $2 for update',
      [orgId, keyId],
    );
    if (found === undefined) throw notFound('There is no such API key.');
    if (found.revoked_at !== null) return;
    await sql.run('update api_keys set revoked_at = now() where org_id = $1 and id = $2', [orgId, keyId]);
    await recordAudit(sql, { orgId, actorId, action: 'api_key.revoked', subject: keyId });
  });
  lookup.forget();
}
