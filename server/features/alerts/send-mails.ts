import type { AlertDetails, AlertKind } from '@sri/shared/model/alert.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { Database, RelayDatabase } from '../../db/transaction.ts';
import { readAlertSettings } from './alert-settings.ts';
import { mailText, type MailText } from './mail-text.ts';

/** Hands a mail to the mail server; throws where it does not take it. */
export type SendMail = (to: string, text: MailText, id: string) => Promise<void>;

export interface MailContext {
  db: Database;
  relay: RelayDatabase;
  send: SendMail;
  log: Logger;
}

interface Claimed {
  orgId: string;
  id: string;
  attempt: number;
}

const AT_ONCE = 10;
/** Longer than a mail server may take: after that the attempt is made again. */
const LEASE_MS = 120_000;
const MINUTE = 60_000;
/** What is waited after each attempt that failed. */
const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE);

const CLAIM = `
  update alert_mails m set attempts = m.attempts + 1, next_at = now() + $2 * interval '1 millisecond'
  from (select org_id, id from alert_mails where state = 'waiting' and next_at <= now()
    order by next_at limit $1 for update skip locked) d
  where m.org_id = d.org_id and m.id = d.id returning m.org_id as "orgId", m.id, m.attempts as attempt`;

async function sendOne({ db, send, log }: MailContext, { orgId, id, attempt }: Claimed): Promise<void> {
  const mail = await db.inOrg(orgId, async (sql) => {
    const row = await sql.row<{
      recipient: string;
      kind: AlertKind;
      details: AlertDetails;
      name: string;
      time_zone: string;
    }>(
      `select m.recipient, a.kind, a.details, o.name, o.time_zone
       from alert_mails m join alerts a on a.org_id = m.org_id and a.id = m.alert_id join organisations o on o.id = m.org_id
       where m.id = $1 and m.attempts = $2 and m.state = 'waiting'`,
      [id, attempt],
    );
    return row === undefined ? undefined : { ...row, language: (await readAlertSettings(sql)).language };
  });
  if (mail === undefined) return;
  const { recipient, kind, details, name: orgName, time_zone: timeZone, language } = mail;
  let fault: string | null = null;
  try {
    await send(recipient, mailText({ kind, details, orgName, language, timeZone }), id);
  } catch (error) {
    fault = String(error).slice(0, 300);
    log.warn({ orgId, err: { message: fault } }, 'an e-mail was not taken by the mail server');
  }
  const wait = fault === null ? undefined : WAITS_MS[attempt - 1];
  const state = fault === null ? 'sent' : wait === undefined ? 'failed' : 'waiting';
  await db.inOrg(orgId, (sql) =>
    sql.run(
      `update alert_mails set state = $3, error = $4, next_at = now() + $5 * interval '1 millisecond'
       where id = $1 and attempts = $2 and state = 'waiting'`,
      [id, attempt, state, fault, wait ?? 0],
    ),
  );
}

/** Sends what is due. A process that dies in between: the mail is sent again, under the same message id. */
export async function sendDueMails(context: MailContext): Promise<void> {
  const claimed = await context.relay.ask<Claimed>(CLAIM, [AT_ONCE, LEASE_MS]);
  await Promise.all(claimed.map((one) => sendOne(context, one)));
}
