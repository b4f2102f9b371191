import type { Database, Sql } from '../../db/transaction.ts';
import { readAlertSettings, type KeptSettings } from './alert-settings.ts';
import { findFacts } from './find-facts.ts';
import { closeAlert, enqueueMails, openAlert, type ChangedAlert } from './open-alert.ts';

/** For how long what was is remembered, in days. */
const KEPT_DAYS = 90;

/** Whoever was told a day ago and has not said that it is seen to is told again. */
async function remind(sql: Sql, orgId: string, settings: KeptSettings): Promise<void> {
  const due = await sql.rows<ChangedAlert>(
    `update alerts set notified_at = now() where closed_at is null and acknowledged_at is null
       and notified_at <= now() - interval '1 day' returning id, kind, subject, details`,
  );
  for (const alert of due) await enqueueMails(sql, orgId, alert, settings);
}

/**
 * Makes an organisation's alerts what the facts are: opens, closes, reminds once a day. Two control planes may do it at once; one
 * finds it done. Returns whether anything changed.
 */
export function settleAlerts(db: Database, orgId: string, workers: boolean): Promise<boolean> {
  return db.inOrg(orgId, async (sql) => {
    const settings = await readAlertSettings(sql);
    const facts = await findFacts(sql, { workers, queueMinutes: settings.queueMinutes });
    const keyOf = ({ kind, subject }: { kind: string; subject: string }): string => `${kind} ${subject}`;
    const wanted = new Set(facts.filter(({ kind }) => !settings.offKinds.includes(kind)).map(keyOf));
    const open = await sql.rows<{ id: string; kind: string; subject: string }>(
      'select id, kind, subject from alerts where closed_at is null',
    );
    const known = new Set(open.map(keyOf));
    const gone = open.filter((alert) => !wanted.has(keyOf(alert)));
    let opened = false;
    for (const fact of facts)
      if (!known.has(keyOf(fact)) && (await openAlert(sql, orgId, fact, settings))) opened = true;
    for (const { id } of gone) await closeAlert(sql, orgId, id);
    await remind(sql, orgId, settings);
    await sql.run(`delete from alerts where closed_at < now() - $1 * interval '1 day'`, [KEPT_DAYS]);
    return opened || gone.length > 0;
  });
}
