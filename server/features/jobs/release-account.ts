import { AppError } from '@sri/shared/errors.ts';
import type { Database } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AccountId } from './held-accounts.ts';
import { queueAgain } from './queue-again.ts';

export interface ReleaseContext {
  db: Database;
  outboxFilled: () => void;
  /** Looks at the account's hold in the queue now. */
  checkAccount: (account: AccountId) => Promise<void>;
}

/**
 * Somebody has looked at an account whose logins were refused: the count begins anew, and what waited for that is queued again, with
 * the session it has. Throws `not_found`, `forbidden` (another's account, and no admin).
 */
export async function releaseAccount(
  { db, outboxFilled, checkAccount }: ReleaseContext,
  caller: Caller,
  providerId: string,
  userId: string = caller.userId,
): Promise<number> {
  const { orgId } = caller;
  if (userId !== caller.userId && caller.role !== 'admin') {
    throw new AppError('forbidden', "Only an admin may release another person's account.", {
      hint: 'Ask an admin of the organisation, or the person whose account it is.',
    });
  }
  const { slug, released } = await db.inOrg(orgId, async (sql) => {
    const account = await sql.row<{ slug: string }>(
      `update connected_providers c set refusals = 0, guard_id = null from providers p
       where p.id = c.provider_id and c.org_id = $1 and c.user_id = $2 and c.provider_id = $3 returning p.slug`,
      [orgId, userId, providerId],
    );
    if (account === undefined) throw notFound('This portal is not connected.');
    const jobs = await sql.rows<{ org_id: string; id: string; gen: number }>(
      `select org_id, id, gen from jobs where user_id = $1 and provider_id = $2 and status = 'needs_login'
         and error->>'code' = 'login_refused' order by created_at, id for update`,
      [userId, providerId],
    );
    for (const job of jobs) await queueAgain(sql, job);
    const details = { provider: account.slug, userId, released: jobs.length };
    await recordAudit(sql, { orgId, actorId: caller.userId, action: 'account.released', subject: providerId, details });
    return { slug: account.slug, released: jobs.length };
  });
  outboxFilled();
  await checkAccount({ orgId, userId, provider: slug });
  return released;
}
