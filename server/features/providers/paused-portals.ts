import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findFormats, NO_FORMAT } from './portal-format.ts';
import { findProvider, findProviders } from './provider-store.ts';

export interface PortalContext {
  db: Database;
  /** Carries what is paused now to the queue. Resolves when that was done or could not be done now; then a task does. */
  pausesChanged: (orgId: string) => Promise<void>;
}

interface PauseRow {
  provider_id: string;
  paused_at: Date;
  name: string;
  waiting: number;
}

async function findPauses(sql: Sql): Promise<Map<string, Portal['paused']>> {
  const rows = await sql.rows<PauseRow>(
    `select p.provider_id, p.paused_at, u.name, (select count(*)::int from jobs j
       where j.org_id = p.org_id and j.provider_id = p.provider_id and j.status = 'queued') as waiting
     from paused_portals p join users u on u.id = p.paused_by`,
  );
  return new Map(
    rows.map(({ provider_id: id, paused_at: at, name: by, waiting }) => [id, { at: at.toISOString(), by, waiting }]),
  );
}

/** The catalogue and what the transaction's organisation has of its own, each with its pause and the format chosen for it. */
export async function listPortals(sql: Sql): Promise<Portal[]> {
  const [providers, pauses, formats] = [await findProviders(sql), await findPauses(sql), await findFormats(sql)];
  return providers.map((provider) => ({
    ...provider,
    format: formats.get(provider.id) ?? NO_FORMAT,
    paused: pauses.get(provider.id) ?? null,
  }));
}

/** Throws `not_found`. */
export async function readPortal(sql: Sql, providerId: string): Promise<Portal> {
  const provider = await findProvider(sql, providerId);
  if (provider === undefined) throw notFound('There is no such provider.');
  const [pauses, formats] = [await findPauses(sql), await findFormats(sql)];
  return {
    ...provider,
    format: formats.get(providerId) ?? NO_FORMAT,
    paused: pauses.get(providerId) ?? null,
  };
}

interface Change {
  sql: string;
  values: (caller: Caller, providerId: string) => unknown[];
  action: string;
}

const PAUSE: Change = {
  sql: `insert into paused_portals (org_id, provider_id, paused_by) values ($1, $2, $3)
    on conflict (org_id, provider_id) do nothing`,
  values: ({ orgId, userId }, providerId) => [orgId, providerId, userId],
  action: 'provider.paused',
};
const RESUME: Change = {
  sql: 'delete from paused_portals where org_id = $1 and provider_id = $2',
  values: ({ orgId }, providerId) => [orgId, providerId],
  action: 'provider.resumed',
};

async function change({ db, pausesChanged }: PortalContext, caller: Caller, providerId: string, what: Change) {
  const { orgId, userId: actorId } = caller;
  await db.inOrg(orgId, async (sql) => {
    const provider = await findProvider(sql, providerId);
    if (provider === undefined) throw notFound('There is no such provider.');
    if ((await sql.run(what.sql, what.values(caller, providerId))) === 0) return;
    const details = { slug: provider.slug };
    await recordAudit(sql, { orgId, actorId, action: what.action, subject: providerId, details });
  });
  await pausesChanged(orgId);
}

/** Nothing of the organisation starts at this portal any more; to pause a paused one changes nothing. Throws `not_found`. */
export function pausePortal(context: PortalContext, caller: Caller, providerId: string): Promise<void> {
  return change(context, caller, providerId, PAUSE);
}

/** Ends the pause, if there is one. Throws `not_found`. */
export function resumePortal(context: PortalContext, caller: Caller, providerId: string): Promise<void> {
  return change(context, caller, providerId, RESUME);
}
