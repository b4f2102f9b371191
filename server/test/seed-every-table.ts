import type pg from 'pg';
import { newId } from '@sri/shared/model/ids.ts';

export interface SeededOrg {
  orgId: string;
  userId: string;
  providerId: string;
  flowId: string;
  jobId: string;
  keyId: string;
  invitationId: string;
  webhookId: string;
  deliveryId: string;
  scheduleId: string;
  alertId: string;
}

const HASH = 'a'.repeat(64);
/** Of the catalogue, so that it is not the provider's trigger that refuses a foreign row, but the policy. */
const CATALOGUE_PROVIDER = '0190a000-0000-7000-8000-000000000002';

/** A row of one organisation in every table that has organisation data, written by the admin. */
export async function seedEveryTable(admin: pg.Pool): Promise<SeededOrg> {
  const [orgId, userId, providerId, flowId, jobId, keyId] = [newId(), newId(), newId(), newId(), newId(), newId()];
  const [invitationId, webhookId, deliveryId] = [newId(), newId(), newId()];
  const [scheduleId, alertId] = [newId(), newId()];
  const steps: [string, unknown[]][] = [
    ['insert into organisations (id, name) values ($1, $2)', [orgId, 'Firma']],
    [
      'insert into users (id, email, name, password_hash, home_org_id) values ($1, $2, $3, $4, $5)',
      [userId, `${userId}@empresa.com`, 'Ana', 'hash', orgId],
    ],
    ["insert into memberships (org_id, user_id, role) values ($1, $2, 'admin')", [orgId, userId]],
    [
      'insert into refresh_tokens (org_id, user_id, family_id, token_hash, expires_at) values ($1, $2, $3, $4, now())',
      [orgId, userId, newId(), newId()],
    ],
    [
      "insert into api_keys (org_id, id, user_id, name, prefix, key_hash, role) values ($1, $2, $3, 'key', 'sri_', $4, 'reader')",
      [orgId, keyId, userId, newId()],
    ],
    [
      "insert into invitations (org_id, id, email, role, token_hash, invited_by, expires_at) values ($1, $2, $3, 'reader', $4, $5, now())",
      [orgId, invitationId, `${invitationId}@empresa.com`, newId(), userId],
    ],
    ["insert into audit_log (org_id, action, subject) values ($1, 'test.seeded', 'x')", [orgId]],
    ["insert into providers (id, org_id, slug, name) values ($1, $2, 'propio', 'Propio')", [providerId, orgId]],
    [
      "insert into connected_providers (org_id, user_id, provider_id, status) values ($1, $2, $3, 'active')",
      [orgId, userId, CATALOGUE_PROVIDER],
    ],
    [
      "insert into webhooks (org_id, id, name, url, events, sealed, created_by) values ($1, $2, 'ERP', 'https://erp.example', '{job.failed}', '{}', $3)",
      [orgId, webhookId, userId],
    ],
    [
      "insert into webhook_deliveries (org_id, id, webhook_id, event, payload) values ($1, $2, $3, 'job.failed', '{}')",
      [orgId, deliveryId, webhookId],
    ],
    [
      "insert into alert_settings (org_id, off_kinds, emails, email_kinds, language, queue_minutes) values ($1, '{}', '{}', '{}', 'es', 5)",
      [orgId],
    ],
    ["insert into alerts (org_id, id, kind, subject) values ($1, $2, 'queue_old', 'queue')", [orgId, alertId]],
    ["insert into alert_mails (org_id, alert_id, recipient) values ($1, $2, 'ana@empresa.com')", [orgId, alertId]],
    [
      'insert into paused_portals (org_id, provider_id, paused_by) values ($1, $2, $3)',
      [orgId, CATALOGUE_PROVIDER, userId],
    ],
    ['insert into portal_settings (org_id, provider_id) values ($1, $2)', [orgId, CATALOGUE_PROVIDER]],
    [
      'insert into session_lives (org_id, user_id, provider_id, session_version) values ($1, $2, $3, 1)',
      [orgId, userId, CATALOGUE_PROVIDER],
    ],
    ["insert into portal_formats (org_id, provider_id, decimal) values ($1, $2, ',')", [orgId, CATALOGUE_PROVIDER]],
    ["insert into org_secrets (org_id, name, sealed, updated_by) values ($1, 'clave', '{}', $2)", [orgId, userId]],
    [
      "insert into flows (org_id, id, provider_id, name, created_by) values ($1, $2, $3, 'Flujo', $4)",
      [orgId, flowId, CATALOGUE_PROVIDER, userId],
    ],
    [
      `insert into flow_versions (org_id, flow_id, version, steps, script, script_hash, script_signature, key_id, script_key, created_by)
       values ($1, $2, '1.0.0', '[]', '{}', $3, $3, 'k', 's', $4)`,
      [orgId, flowId, HASH, userId],
    ],
    [
      "insert into flow_drafts (org_id, flow_id, document, updated_by) values ($1, $2, '{}', $3)",
      [orgId, flowId, userId],
    ],
    [
      `insert into jobs (org_id, id, user_id, provider_id, provider, flow_id, version, script_key, script_hash, script_signature, key_id, status)
       values ($1, $2, $3, $4, 'propio', $5, '1.0.0', 's', $6, $6, 'k', 'queued')`,
      [orgId, jobId, userId, providerId, flowId, HASH],
    ],
    [
      `insert into schedules (org_id, id, name, flow_id, user_id, timing, timezone, on_holiday, if_running, missed_rule, missed_window_minutes, max_failures)
       values ($1, $2, 'Diaria', $3, $4, '{"kind": "daily", "times": ["06:00"]}', 'UTC', 'skip', 'skip', 'skip', 60, 5)`,
      [orgId, scheduleId, flowId, userId],
    ],
    [
      "insert into schedule_ticks (org_id, schedule_id, due_at, outcome, job_id) values ($1, $2, now(), 'started', $3)",
      [orgId, scheduleId, jobId],
    ],
    [
      "insert into job_steps (org_id, job_id, ordinal, step_id, path, type, status, started_at) values ($1, $2, 1, 's', '1', 'navigate', 'passed', now())",
      [orgId, jobId],
    ],
    ['insert into outbox (org_id, job_id, gen) values ($1, $2, 1)', [orgId, jobId]],
    [
      "insert into idempotency_keys (org_id, user_id, route, key, body_hash) values ($1, $2, 'run', 'k', 'h')",
      [orgId, userId],
    ],
  ];
  for (const [sql, values] of steps) await admin.query(sql, values);
  return { orgId, userId, providerId, flowId, jobId, keyId, invitationId, webhookId, deliveryId, scheduleId, alertId };
}

/** What makes a copy of a table's row a new row. A table without an entry fails the test: add it here and above. */
export const FRESH_VALUES: Record<string, () => Record<string, unknown>> = {
  organisations: () => ({ id: newId() }),
  users: () => ({ id: newId(), email: `${newId()}@empresa.com` }),
  memberships: () => ({}),
  refresh_tokens: () => ({ id: newId(), token_hash: newId() }),
  api_keys: () => ({ id: newId(), key_hash: newId() }),
  invitations: () => ({ id: newId(), email: `${newId()}@empresa.com`, token_hash: newId() }),
  audit_log: () => ({}),
  providers: () => ({ id: newId(), slug: 'otro' }),
  connected_providers: () => ({ id: newId(), provider_id: '0190a000-0000-7000-8000-000000000001' }),
  org_secrets: () => ({ name: 'otra' }),
  webhooks: () => ({ id: newId() }),
  webhook_deliveries: () => ({ id: newId() }),
  portal_formats: () => ({ provider_id: '0190a000-0000-7000-8000-000000000001' }),
  alert_settings: () => ({}),
  alerts: () => ({ id: newId(), subject: 'otro' }),
  alert_mails: () => ({ id: newId() }),
  paused_portals: () => ({ provider_id: '0190a000-0000-7000-8000-000000000001' }),
  portal_settings: () => ({ provider_id: '0190a000-0000-7000-8000-000000000001' }),
  session_lives: () => ({ session_version: 2 }),
  flows: () => ({ id: newId() }),
  flow_versions: () => ({ version: '2.0.0' }),
  flow_drafts: () => ({}),
  jobs: () => ({ id: newId() }),
  job_steps: () => ({ ordinal: 2 }),
  outbox: () => ({ gen: 2 }),
  idempotency_keys: () => ({ key: newId() }),
  schedules: () => ({ id: newId() }),
  schedule_ticks: () => ({ due_at: new Date() }),
};
