import type { Database } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';

export interface OwnAccount {
  user: { id: string; email: string; name: string };
  org: { id: string; name: string; timeZone: string };
}

/** Who the caller is, in words. */
export async function findOwnAccount(db: Database, { orgId, userId }: Caller): Promise<OwnAccount> {
  const row = await db.inOrg(orgId, (sql) =>
    sql.row<{ email: string; name: string; org_name: string; time_zone: string }>(
      'select u.email, u.name, o.name as org_name, o.time_zone from users u, organisations o where u.id = $1 and o.id = $2',
      [userId, orgId],
    ),
  );
  if (row === undefined) throw notFound();
  return {
    user: { id: userId, email: row.email, name: row.name },
    org: { id: orgId, name: row.org_name, timeZone: row.time_zone },
  };
}
