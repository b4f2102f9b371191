import { DEFAULT_ALERT_SETTINGS, type AlertKind, type AlertLanguage } from '@sri/shared/model/alert.ts';
import type { AlertSettings } from '@sri/shared/protocol/api/alerts.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import type { Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';

export type KeptSettings = Omit<AlertSettings, 'emailReady'>;
type Changes = { [K in keyof KeptSettings]?: KeptSettings[K] | undefined };

interface Row {
  off_kinds: AlertKind[];
  emails: string[];
  email_kinds: AlertKind[];
  language: AlertLanguage;
  queue_minutes: number;
}

/** The organisation's settings of the transaction, or the defaults. */
export async function readAlertSettings(sql: Sql): Promise<KeptSettings> {
  const row = await sql.row<Row>('select off_kinds, emails, email_kinds, language, queue_minutes from alert_settings');
  if (row === undefined) return DEFAULT_ALERT_SETTINGS;
  return {
    offKinds: row.off_kinds,
    emails: row.emails,
    emailKinds: row.email_kinds,
    language: row.language,
    queueMinutes: row.queue_minutes,
  };
}

/** Changes what is sent. The entry says which settings, and not who gets mail. */
export function changeAlertSettings(db: Database, caller: Caller, changes: Changes): Promise<KeptSettings> {
  const { orgId, userId: actorId } = caller;
  return db.inOrg(orgId, async (sql) => {
    const before = await readAlertSettings(sql);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after: KeptSettings = { ...before, ...given };
    await sql.run(
      `insert into alert_settings (org_id, off_kinds, emails, email_kinds, language, queue_minutes) values ($1, $2, $3, $4, $5, $6)
       on conflict (org_id) do update set off_kinds = excluded.off_kinds, emails = excluded.emails,
         email_kinds = excluded.email_kinds, language = excluded.language, queue_minutes = excluded.queue_minutes, updated_at = now()`,
      [orgId, after.offKinds, after.emails, after.emailKinds, after.language, after.queueMinutes],
    );
    const details = { changed: Object.keys(given) };
    await recordAudit(sql, { orgId, actorId, action: 'alert_settings.changed', subject: orgId, details });
    return after;
  });
}
