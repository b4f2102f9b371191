import type { Secret, SecretKind } from '@sri/shared/protocol/api/secrets.ts';
import type { RelayDatabase, Sql } from '../../db/transaction.ts';

interface SecretRow {
  name: string;
  kind: SecretKind;
  updated_by: string;
  updated_by_name: string;
  created_at: Date;
  updated_at: Date;
}

function toSecret(row: SecretRow): Secret {
  return {
    name: row.name,
    kind: row.kind,
    updatedBy: { userId: row.updated_by, name: row.updated_by_name },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

// Whoever wrote it may have left the organisation since, and then is nobody that it may look at.
const TOLD = `s.name, s.kind, s.updated_by, coalesce(u.name, '') as updated_by_name, s.created_at, s.updated_at`;

/** All secrets of the transaction's organisation, without what is sealed in them. */
export async function findSecrets(sql: Sql): Promise<Secret[]> {
  const rows = await sql.rows<SecretRow>(
    `select ${TOLD} from org_secrets s left join users u on u.id = s.updated_by order by s.name`,
  );
  return rows.map(toSecret);
}

/** Those of the names that no secret has. */
export async function missingSecrets(sql: Sql, names: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `select wanted.name from unnest($1::text[]) with ordinality as wanted (name, place)
     where not exists (select 1 from org_secrets s where s.name = wanted.name) order by wanted.place`,
    [names],
  );
  return rows.map(({ name }) => name);
}

/** What stands under each name, sealed, for the copy in Redis. */
export async function findSealed(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.rows<{ name: string; sealed: string }>('select name, sealed from org_secrets');
  return new Map(rows.map(({ name, sealed }) => [name, sealed]));
}

/** Organisations that have any. */
export async function findSecretOrgs(relay: RelayDatabase): Promise<string[]> {
  const rows = await relay.ask<{ org_id: string }>('select distinct org_id from org_secrets', []);
  return rows.map(({ org_id: orgId }) => orgId);
}

/** Another seal of the same value; not where somebody has written another value since. */
export async function replaceSeal(sql: Sql, name: string, before: string, sealed: string): Promise<void> {
  await sql.run('update org_secrets set sealed = $3 where name = $1 and sealed = $2', [name, before, sealed]);
}

export async function countSecrets(sql: Sql): Promise<number> {
  return (await sql.row<{ count: number }>('select count(*)::int as count from org_secrets'))?.count ?? 0;
}

/** Writes a secret. True where it is new. */
export async function upsertSecret(
  sql: Sql,
  {
    orgId,
    userId,
    name,
    kind,
    sealed,
  }: { orgId: string; userId: string; name: string; kind: SecretKind; sealed: string },
): Promise<{ secret: Secret; isNew: boolean }> {
  const row = await sql.row<SecretRow & { is_new: boolean }>(
    `with s as (
       insert into org_secrets (org_id, name, kind, sealed, updated_by) values ($1, $2, $3, $4, $5)
       on conflict (org_id, name) do update
         set kind = excluded.kind, sealed = excluded.sealed, updated_by = excluded.updated_by, updated_at = now()
       returning *, xmax = 0 as is_new)
     select ${TOLD}, s.is_new from s left join users u on u.id = s.updated_by`,
    [orgId, name, kind, sealed, userId],
  );
  const written = row as SecretRow & { is_new: boolean };
  return { secret: toSecret(written), isNew: written.is_new };
}

/** False where there was none. */
export async function removeSecret(sql: Sql, name: string): Promise<boolean> {
  return (await sql.run('delete from org_secrets where name = $1', [name])) > 0;
}
