import type { Sql } from '../../db/transaction.ts';
import { putStoredSession, type Undo } from './stored-session.ts';
import type { SessionContext } from './session-context.ts';

/**
 * Changes rows and session in one step: `work` writes the rows and says what shall stand under the key (null: nothing);
 * the key is written last, before the commit, and put back where the commit fails. Dead in between, the key holds a
 * good session whose row is older: the next save repairs that.
 */
export async function withStoredSession<T>(
  { db, redis, keys, log }: SessionContext,
  owner: { orgId: string; userId: string },
  work: (sql: Sql) => Promise<{ provider: string; text: string | null; ttlSeconds?: number; result: T }>,
): Promise<T> {
  let undo: Undo | undefined;
  try {
    return await db.inOrg(owner.orgId, async (sql) => {
      const { provider, text, ttlSeconds, result } = await work(sql);
      undo = await putStoredSession(redis, keys, { ...owner, provider }, text, ttlSeconds);
      return result;
    });
  } catch (error) {
    await undo?.().catch((failure: unknown) => log.error({ err: failure }, 'a session could not be put back'));
    throw error;
  }
}
