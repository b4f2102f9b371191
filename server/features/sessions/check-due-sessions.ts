import { AppError } from '@sri/shared/errors.ts';
import { DEFAULT_SESSION_RULES } from '@sri/shared/model/session-life.ts';
import type { ProofState } from '@sri/shared/model/session-proof.ts';
import type { RelayDatabase, Sql } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { readProof } from './read-proof.ts';
import { noteHealth, noteUnanswered, scheduleCheck, takeDueAccounts, type DueAccount } from './session-checks.ts';
import type { SessionContext } from './session-context.ts';
import { proveNow } from './prove-now.ts';

const DUE_AT_ONCE = 20;
/** Minutes until the next try where nobody answered, or an execution has the account now. */
const SOON_MINUTES = 5;

interface Facts {
  /** Nothing may start at the portal, the account is guarded or disconnected, or its session has ended already. */
  idle: boolean;
  busy: boolean;
  /** An execution has shown within one pace that the portal takes the session. */
  shown: boolean;
}

const FACTS = `select
    c.status <> 'active' or c.guard_id is not null or l.ended_at is not null
      or exists (select 1 from paused_portals p where p.provider_id = c.provider_id) as idle,
    exists (select 1 from jobs j where j.user_id = c.user_id and j.provider_id = c.provider_id
      and j.status in ('running', 'needs_person')) as busy,
    coalesce(l.proven_at > now() - make_interval(mins => coalesce(s.check_every_minutes, $3)), false) as shown
  from connected_providers c
  left join portal_settings s on s.provider_id = c.provider_id
  left join session_lives l on l.user_id = c.user_id and l.provider_id = c.provider_id and l.session_version = c.session_version
  where c.user_id = $1 and c.provider_id = $2`;

function findFacts(sql: Sql, { userId, providerId }: DueAccount): Promise<Facts | undefined> {
  return sql.row<Facts>(FACTS, [userId, providerId, DEFAULT_SESSION_RULES.checkEveryMinutes]);
}

export interface CheckDueContext extends SessionContext {
  relay: RelayDatabase;
}

/** One turn: begins the tries that are due and notes the answers of those under way. */
export function createCheckDueSessions(context: CheckDueContext): () => Promise<void> {
  const { db, relay, log } = context;

  async function ask(account: DueAccount): Promise<void> {
    const facts = await db.inOrg(account.orgId, (sql) => findFacts(sql, account));
    if (facts === undefined) return;
    if (facts.busy) return db.inOrg(account.orgId, (sql) => noteUnanswered(sql, account, SOON_MINUTES));
    if (facts.idle || facts.shown) return db.inOrg(account.orgId, (sql) => scheduleCheck(sql, account));
    try {
      await proveNow(context, account);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
      // No session is stored: there is nothing to try until there is one.
      await db.inOrg(account.orgId, (sql) => scheduleCheck(sql, account));
    }
  }

  async function answerOf(account: DueAccount, checkId: string): Promise<ProofState> {
    try {
      return await readProof(context, account, checkId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return { state: 'lost' };
      throw error;
    }
  }

  async function hear(account: DueAccount, checkId: string): Promise<void> {
    const { orgId, providerId } = account;
    const answer = await answerOf(account, checkId);
    if (answer.state === 'waiting' || answer.state === 'running') return;
    await db.inOrg(orgId, async (sql) => {
      if (answer.state === 'lost') return noteUnanswered(sql, account, SOON_MINUTES);
      await noteHealth(sql, account, answer.outcome);
      await scheduleCheck(sql, account);
      const { verdict, workerId } = answer.outcome;
      const details = { verdict, workerId, userId: account.userId };
      await recordAudit(sql, { orgId, actorId: null, action: 'session.checked', subject: providerId, details });
    });
  }

  return async () => {
    for (const account of await takeDueAccounts(relay, DUE_AT_ONCE)) {
      const { orgId, checkId } = account;
      try {
        await (checkId === null ? ask(account) : hear(account, checkId));
      } catch (error) {
        log.warn({ orgId, err: { message: String(error) } }, 'a session is tried later');
      }
    }
  };
}
