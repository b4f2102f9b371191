-- What the migrations make, read from the catalogue by db/dump-schema.ts. Do not edit; the test writes it anew
-- with UPDATE_SCHEMA=1.

-- tables: owner, row level security (enabled, forced)
alert_mails sri_owner t t
alert_settings sri_owner t t
alerts sri_owner t t
api_keys sri_owner t t
audit_log sri_owner t t
connected_providers sri_owner t t
flow_drafts sri_owner t t
flow_versions sri_owner t t
flows sri_owner t t
idempotency_keys sri_owner t t
invitations sri_owner t t
job_steps sri_owner t t
jobs sri_owner t t
memberships sri_owner t t
org_secrets sri_owner t t
organisations sri_owner t t
outbox sri_owner t t
paused_portals sri_owner t t
portal_formats sri_owner t t
portal_settings sri_owner t t
providers sri_owner t t
refresh_tokens sri_owner t t
schedule_ticks sri_owner t t
schedules sri_owner t t
schema_migrations sri_owner f f
session_lives sri_owner t t
users sri_owner t t
webhook_deliveries sri_owner t t
webhooks sri_owner t t

-- columns
alert_mails.org_id uuid not null
alert_mails.id uuid not null default gen_random_uuid()
alert_mails.alert_id uuid not null
alert_mails.recipient text not null
alert_mails.state text not null default 'waiting'::text
alert_mails.attempts integer not null default 0
alert_mails.next_at timestamp with time zone not null default now()
alert_mails.error text
alert_mails.created_at timestamp with time zone not null default now()
alert_settings.org_id uuid not null
alert_settings.off_kinds text[] not null
alert_settings.emails text[] not null
alert_settings.email_kinds text[] not null
alert_settings.language text not null
alert_settings.queue_minutes integer not null
alert_settings.updated_at timestamp with time zone not null default now()
alerts.org_id uuid not null
alerts.id uuid not null default gen_random_uuid()
alerts.kind text not null
alerts.subject text not null
alerts.details jsonb not null default '{}'::jsonb
alerts.opened_at timestamp with time zone not null default now()
alerts.notified_at timestamp with time zone not null default now()
alerts.acknowledged_at timestamp with time zone
alerts.acknowledged_by uuid
alerts.closed_at timestamp with time zone
api_keys.org_id uuid not null
api_keys.id uuid not null default gen_random_uuid()
api_keys.user_id uuid not null
api_keys.name text not null
api_keys.prefix text not null
api_keys.key_hash text not null
api_keys.role text not null
api_keys.created_at timestamp with time zone not null default now()
api_keys.expires_at timestamp with time zone
api_keys.last_used_at timestamp with time zone
api_keys.revoked_at timestamp with time zone
audit_log.org_id uuid not null
audit_log.seq bigint not null
audit_log.at timestamp with time zone not null default now()
audit_log.actor_id uuid
audit_log.action text not null
audit_log.subject text not null
audit_log.details jsonb not null default '{}'::jsonb
audit_log.prev_hash text not null
audit_log.hash text not null
connected_providers.org_id uuid not null
connected_providers.user_id uuid not null
connected_providers.provider_id uuid not null
connected_providers.status text not null
connected_providers.id uuid not null default gen_random_uuid()
connected_providers.connected_at timestamp with time zone not null default now()
connected_providers.updated_at timestamp with time zone not null default now()
connected_providers.session_summary jsonb not null default '{}'::jsonb
connected_providers.session_version integer not null default 0
connected_providers.health jsonb
connected_providers.next_check_at timestamp with time zone
connected_providers.check_id uuid
connected_providers.refusals integer not null default 0
connected_providers.guard_id uuid
flow_drafts.org_id uuid not null
flow_drafts.flow_id uuid not null
flow_drafts.document jsonb not null
flow_drafts.revision integer not null default 1
flow_drafts.updated_by uuid not null
flow_drafts.updated_at timestamp with time zone not null default now()
flow_versions.org_id uuid not null
flow_versions.flow_id uuid not null
flow_versions.version text not null
flow_versions.steps jsonb not null
flow_versions.inputs jsonb not null default '{}'::jsonb
flow_versions.options jsonb not null default '{}'::jsonb
flow_versions.script text not null
flow_versions.script_hash text not null
flow_versions.script_signature text not null
flow_versions.key_id text not null
flow_versions.script_key text not null
flow_versions.uploaded_at timestamp with time zone
flow_versions.created_by uuid not null
flow_versions.created_at timestamp with time zone not null default now()
flow_versions.test boolean not null default false
flow_versions.note text not null default ''::text
flows.org_id uuid not null
flows.id uuid not null default gen_random_uuid()
flows.provider_id uuid not null
flows.name text not null
flows.description text not null default ''::text
flows.published_version text
flows.active boolean not null default false
flows.created_by uuid not null
flows.created_at timestamp with time zone not null default now()
flows.updated_at timestamp with time zone not null default now()
flows.archived_at timestamp with time zone
idempotency_keys.org_id uuid not null
idempotency_keys.user_id uuid not null
idempotency_keys.route text not null
idempotency_keys.key text not null
idempotency_keys.body_hash text not null
idempotency_keys.status integer
idempotency_keys.response jsonb
idempotency_keys.created_at timestamp with time zone not null default now()
idempotency_keys.expires_at timestamp with time zone not null default (now() + '24:00:00'::interval)
invitations.org_id uuid not null
invitations.id uuid not null default gen_random_uuid()
invitations.email text not null
invitations.role text not null
invitations.token_hash text not null
invitations.invited_by uuid not null
invitations.created_at timestamp with time zone not null default now()
invitations.expires_at timestamp with time zone not null
invitations.accepted_at timestamp with time zone
invitations.revoked_at timestamp with time zone
job_steps.org_id uuid not null
job_steps.job_id uuid not null
job_steps.ordinal integer not null
job_steps.step_id text not null
job_steps.path text not null
job_steps.type text not null
job_steps.name text
job_steps.status text not null
job_steps.started_at timestamp with time zone not null
job_steps.duration_ms integer
job_steps.message text
job_steps.error jsonb
jobs.org_id uuid not null
jobs.id uuid not null default gen_random_uuid()
jobs.user_id uuid not null
jobs.provider_id uuid not null
jobs.provider text not null
jobs.portal jsonb not null default '{"domains": [], "loginUrl": null}'::jsonb
jobs.flow_id uuid not null
jobs.version text not null
jobs.script_key text not null
jobs.script_hash text not null
jobs.script_signature text not null
jobs.key_id text not null
jobs.status text not null
jobs.gen integer not null default 1
jobs.att integer not null default 0
jobs.stalls integer not null default 0
jobs.retries integer not null default 0
jobs.max_attempts integer not null default 3
jobs.max_per_account integer not null default 1
jobs.timeout_ms integer not null default 900000
jobs.inputs jsonb not null default '{}'::jsonb
jobs.metadata jsonb not null default '{}'::jsonb
jobs.error jsonb
jobs.cancel_requested_at timestamp with time zone
jobs.held_session text
jobs.worker_id text
jobs.result jsonb
jobs.retry_of uuid
jobs.created_at timestamp with time zone not null default now()
jobs.updated_at timestamp with time zone not null default now()
jobs.started_at timestamp with time zone
jobs.finished_at timestamp with time zone
jobs.resumable_from text
jobs.resume jsonb
jobs.test boolean not null default false
jobs.attempts_left boolean not null default false
jobs.schedule_id uuid
memberships.org_id uuid not null
memberships.user_id uuid not null
memberships.role text not null
memberships.created_at timestamp with time zone not null default now()
memberships.removed_at timestamp with time zone
org_secrets.org_id uuid not null
org_secrets.name text not null
org_secrets.sealed text not null
org_secrets.updated_by uuid not null
org_secrets.created_at timestamp with time zone not null default now()
org_secrets.updated_at timestamp with time zone not null default now()
org_secrets.kind text not null default 'text'::text
organisations.id uuid not null default gen_random_uuid()
organisations.name text not null
organisations.time_zone text not null default 'America/Argentina/Buenos_Aires'::text
organisations.max_in_flight integer not null default 8
organisations.max_queued integer not null default 10000
organisations.created_at timestamp with time zone not null default now()
outbox.id bigint not null identity a
outbox.org_id uuid not null
outbox.job_id uuid not null
outbox.gen integer not null
outbox.not_before timestamp with time zone not null default now()
outbox.attempts integer not null default 0
outbox.created_at timestamp with time zone not null default now()
paused_portals.org_id uuid not null
paused_portals.provider_id uuid not null
paused_portals.id uuid not null default gen_random_uuid()
paused_portals.paused_by uuid not null
paused_portals.paused_at timestamp with time zone not null default now()
portal_formats.org_id uuid not null
portal_formats.provider_id uuid not null
portal_formats.decimal text
portal_formats.date_order text
portal_formats.updated_at timestamp with time zone not null default now()
portal_settings.org_id uuid not null
portal_settings.provider_id uuid not null
portal_settings.check_every_minutes integer not null default 360
portal_settings.max_refusals integer not null default 2
portal_settings.updated_at timestamp with time zone not null default now()
providers.id uuid not null default gen_random_uuid()
providers.org_id uuid
providers.slug text not null
providers.name text not null
providers.country text
providers.base_url text
providers.login_url text
providers.domains text[] not null default '{}'::text[]
providers.max_per_account integer not null default 1
providers.created_at timestamp with time zone not null default now()
refresh_tokens.org_id uuid not null
refresh_tokens.id uuid not null default gen_random_uuid()
refresh_tokens.user_id uuid not null
refresh_tokens.family_id uuid not null
refresh_tokens.token_hash text not null
refresh_tokens.created_at timestamp with time zone not null default now()
refresh_tokens.expires_at timestamp with time zone not null
refresh_tokens.spent_at timestamp with time zone
refresh_tokens.revoked_at timestamp with time zone
schedule_ticks.org_id uuid not null
schedule_ticks.schedule_id uuid not null
schedule_ticks.due_at timestamp with time zone not null
schedule_ticks.by_hand boolean not null default false
schedule_ticks.outcome text not null
schedule_ticks.job_id uuid
schedule_ticks.details jsonb not null default '{}'::jsonb
schedule_ticks.handled_at timestamp with time zone not null default now()
schedules.org_id uuid not null
schedules.id uuid not null default gen_random_uuid()
schedules.name text not null
schedules.flow_id uuid not null
schedules.user_id uuid not null
schedules.inputs jsonb not null default '{}'::jsonb
schedules.timing jsonb not null
schedules.timezone text not null
schedules.holidays jsonb
schedules.on_holiday text not null
schedules.if_running text not null
schedules.missed_rule text not null
schedules.missed_window_minutes integer not null
schedules.max_failures integer not null
schedules.ends_on date
schedules.paused_at timestamp with time zone
schedules.paused_by uuid
schedules.pause_reason text
schedules.next_at timestamp with time zone
schedules.failures_from timestamp with time zone not null default now()
schedules.created_at timestamp with time zone not null default now()
schedules.updated_at timestamp with time zone not null default now()
schema_migrations.name text not null
schema_migrations.checksum text not null
schema_migrations.applied_at timestamp with time zone not null default now()
session_lives.org_id uuid not null
session_lives.user_id uuid not null
session_lives.provider_id uuid not null
session_lives.session_version integer not null
session_lives.captured_at timestamp with time zone not null default now()
session_lives.expected_until timestamp with time zone
session_lives.proven_at timestamp with time zone
session_lives.ended_at timestamp with time zone
users.id uuid not null default gen_random_uuid()
users.email text not null
users.name text not null
users.password_hash text not null
users.token_version integer not null default 1
users.home_org_id uuid not null
users.created_at timestamp with time zone not null default now()
webhook_deliveries.org_id uuid not null
webhook_deliveries.id uuid not null default gen_random_uuid()
webhook_deliveries.webhook_id uuid not null
webhook_deliveries.event text not null
webhook_deliveries.job_id uuid
webhook_deliveries.payload text not null
webhook_deliveries.state text not null default 'waiting'::text
webhook_deliveries.attempts integer not null default 0
webhook_deliveries.attempts_before integer not null default 0
webhook_deliveries.next_at timestamp with time zone not null default now()
webhook_deliveries.claimed_until timestamp with time zone
webhook_deliveries.tries jsonb not null default '[]'::jsonb
webhook_deliveries.created_at timestamp with time zone not null default now()
webhook_deliveries.ended_at timestamp with time zone
webhooks.org_id uuid not null
webhooks.id uuid not null default gen_random_uuid()
webhooks.name text not null
webhooks.url text not null
webhooks.events text[] not null
webhooks.sealed text not null
webhooks.previous_sealed text
webhooks.previous_until timestamp with time zone
webhooks.disabled_at timestamp with time zone
webhooks.disabled_reason text
webhooks.failing_since timestamp with time zone
webhooks.created_by uuid not null
webhooks.created_at timestamp with time zone not null default now()
webhooks.updated_at timestamp with time zone not null default now()

-- constraints
alert_mails alert_mails_org_id_alert_id_fkey FOREIGN KEY (org_id, alert_id) REFERENCES alerts(org_id, id) ON DELETE CASCADE
alert_mails alert_mails_pkey PRIMARY KEY (org_id, id)
alert_mails alert_mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
alert_settings alert_settings_emails_check CHECK ((cardinality(emails) <= 20))
alert_settings alert_settings_language_check CHECK ((language = ANY (ARRAY['es'::text, 'en'::text])))
alert_settings alert_settings_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
alert_settings alert_settings_pkey PRIMARY KEY (org_id)
alert_settings alert_settings_queue_minutes_check CHECK (((queue_minutes >= 1) AND (queue_minutes <= 1440)))
alerts alerts_org_id_acknowledged_by_fkey FOREIGN KEY (org_id, acknowledged_by) REFERENCES memberships(org_id, user_id)
alerts alerts_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
alerts alerts_pkey PRIMARY KEY (org_id, id)
api_keys api_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
api_keys api_keys_org_id_key_hash_key UNIQUE (org_id, key_hash)
api_keys api_keys_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES memberships(org_id, user_id)
api_keys api_keys_pkey PRIMARY KEY (org_id, id)
api_keys api_keys_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'creator'::text, 'operator'::text, 'reader'::text])))
audit_log audit_log_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
audit_log audit_log_pkey PRIMARY KEY (org_id, seq)
connected_providers connected_providers_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
connected_providers connected_providers_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES memberships(org_id, user_id)
connected_providers connected_providers_org_id_user_id_provider_id_key UNIQUE (org_id, user_id, provider_id)
connected_providers connected_providers_pkey PRIMARY KEY (org_id, id)
connected_providers connected_providers_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id)
connected_providers connected_providers_status_check CHECK ((status = ANY (ARRAY['active'::text, 'expired'::text, 'revoked'::text])))
flow_drafts flow_drafts_org_id_flow_id_fkey FOREIGN KEY (org_id, flow_id) REFERENCES flows(org_id, id)
flow_drafts flow_drafts_org_id_updated_by_fkey FOREIGN KEY (org_id, updated_by) REFERENCES memberships(org_id, user_id)
flow_drafts flow_drafts_pkey PRIMARY KEY (org_id, flow_id)
flow_versions flow_versions_note_check CHECK ((length(note) <= 500))
flow_versions flow_versions_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES memberships(org_id, user_id)
flow_versions flow_versions_org_id_flow_id_fkey FOREIGN KEY (org_id, flow_id) REFERENCES flows(org_id, id)
flow_versions flow_versions_pkey PRIMARY KEY (org_id, flow_id, version)
flows flows_check CHECK (((NOT active) OR (published_version IS NOT NULL)))
flows flows_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES memberships(org_id, user_id)
flows flows_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
flows flows_pkey PRIMARY KEY (org_id, id)
flows flows_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id)
idempotency_keys idempotency_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
idempotency_keys idempotency_keys_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES memberships(org_id, user_id)
idempotency_keys idempotency_keys_pkey PRIMARY KEY (org_id, user_id, route, key)
invitations invitations_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
invitations invitations_org_id_invited_by_fkey FOREIGN KEY (org_id, invited_by) REFERENCES memberships(org_id, user_id)
invitations invitations_org_id_token_hash_key UNIQUE (org_id, token_hash)
invitations invitations_pkey PRIMARY KEY (org_id, id)
invitations invitations_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'creator'::text, 'operator'::text, 'reader'::text])))
job_steps job_steps_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
job_steps job_steps_pkey PRIMARY KEY (org_id, job_id, ordinal)
jobs jobs_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
jobs jobs_org_id_flow_id_version_fkey FOREIGN KEY (org_id, flow_id, version) REFERENCES flow_versions(org_id, flow_id, version)
jobs jobs_org_id_schedule_id_fkey FOREIGN KEY (org_id, schedule_id) REFERENCES schedules(org_id, id) ON DELETE SET NULL (schedule_id)
jobs jobs_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES memberships(org_id, user_id)
jobs jobs_pkey PRIMARY KEY (org_id, id)
jobs jobs_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id)
jobs jobs_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text, 'needs_login'::text, 'needs_person'::text, 'needs_review'::text])))
memberships memberships_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
memberships memberships_pkey PRIMARY KEY (org_id, user_id)
memberships memberships_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'creator'::text, 'operator'::text, 'reader'::text])))
memberships memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
org_secrets org_secrets_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'totp'::text])))
org_secrets org_secrets_name_check CHECK (((length(name) >= 1) AND (length(name) <= 64)))
org_secrets org_secrets_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
org_secrets org_secrets_org_id_updated_by_fkey FOREIGN KEY (org_id, updated_by) REFERENCES memberships(org_id, user_id)
org_secrets org_secrets_pkey PRIMARY KEY (org_id, name)
organisations organisations_max_in_flight_check CHECK (((max_in_flight >= 1) AND (max_in_flight <= 1000)))
organisations organisations_max_queued_check CHECK (((max_queued >= 1) AND (max_queued <= 1000000)))
organisations organisations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
organisations organisations_pkey PRIMARY KEY (id)
outbox outbox_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
outbox outbox_org_id_job_id_gen_key UNIQUE (org_id, job_id, gen)
outbox outbox_pkey PRIMARY KEY (id)
paused_portals paused_portals_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
paused_portals paused_portals_org_id_paused_by_fkey FOREIGN KEY (org_id, paused_by) REFERENCES memberships(org_id, user_id)
paused_portals paused_portals_pkey PRIMARY KEY (org_id, provider_id)
paused_portals paused_portals_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
portal_formats portal_formats_date_order_check CHECK ((date_order = ANY (ARRAY['dmy'::text, 'mdy'::text, 'ymd'::text])))
portal_formats portal_formats_decimal_check CHECK (("decimal" = ANY (ARRAY[','::text, '.'::text])))
portal_formats portal_formats_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
portal_formats portal_formats_pkey PRIMARY KEY (org_id, provider_id)
portal_formats portal_formats_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
portal_settings portal_settings_check_every_minutes_check CHECK (((check_every_minutes = 0) OR ((check_every_minutes >= 15) AND (check_every_minutes <= 10080))))
portal_settings portal_settings_max_refusals_check CHECK (((max_refusals >= 1) AND (max_refusals <= 10)))
portal_settings portal_settings_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
portal_settings portal_settings_pkey PRIMARY KEY (org_id, provider_id)
portal_settings portal_settings_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
providers providers_max_per_account_check CHECK (((max_per_account >= 1) AND (max_per_account <= 20)))
providers providers_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
providers providers_org_id_slug_key UNIQUE NULLS NOT DISTINCT (org_id, slug)
providers providers_pkey PRIMARY KEY (id)
providers providers_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
refresh_tokens refresh_tokens_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
refresh_tokens refresh_tokens_org_id_token_hash_key UNIQUE (org_id, token_hash)
refresh_tokens refresh_tokens_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES memberships(org_id, user_id)
refresh_tokens refresh_tokens_pkey PRIMARY KEY (org_id, id)
schedule_ticks schedule_ticks_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
schedule_ticks schedule_ticks_org_id_schedule_id_fkey FOREIGN KEY (org_id, schedule_id) REFERENCES schedules(org_id, id) ON DELETE CASCADE
schedule_ticks schedule_ticks_outcome_check CHECK ((outcome = ANY (ARRAY['started'::text, 'running'::text, 'holiday'::text, 'missed'::text, 'portal_paused'::text, 'account_stopped'::text, 'flow_not_published'::text, 'session_missing'::text, 'failures'::text, 'owner'::text, 'refused'::text])))
schedule_ticks schedule_ticks_pkey PRIMARY KEY (org_id, schedule_id, due_at)
schedules schedules_check CHECK (((paused_at IS NULL) = (pause_reason IS NULL)))
schedules schedules_check1 CHECK (((paused_at IS NULL) OR (next_at IS NULL)))
schedules schedules_if_running_check CHECK ((if_running = ANY (ARRAY['skip'::text, 'queue'::text])))
schedules schedules_max_failures_check CHECK (((max_failures >= 1) AND (max_failures <= 50)))
schedules schedules_missed_rule_check CHECK ((missed_rule = ANY (ARRAY['skip'::text, 'runOnce'::text])))
schedules schedules_missed_window_minutes_check CHECK (((missed_window_minutes >= 1) AND (missed_window_minutes <= 1440)))
schedules schedules_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
schedules schedules_on_holiday_check CHECK ((on_holiday = ANY (ARRAY['skip'::text, 'nextBusinessDay'::text])))
schedules schedules_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
schedules schedules_org_id_flow_id_fkey FOREIGN KEY (org_id, flow_id) REFERENCES flows(org_id, id)
schedules schedules_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES memberships(org_id, user_id)
schedules schedules_pause_reason_check CHECK ((pause_reason = ANY (ARRAY['person'::text, 'failures'::text, 'owner_removed'::text, 'owner_rights'::text])))
schedules schedules_pkey PRIMARY KEY (org_id, id)
schema_migrations schema_migrations_pkey PRIMARY KEY (name)
session_lives session_lives_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
session_lives session_lives_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES memberships(org_id, user_id)
session_lives session_lives_pkey PRIMARY KEY (org_id, user_id, provider_id, session_version)
session_lives session_lives_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
users users_email_key UNIQUE (email)
users users_home_org_id_fkey FOREIGN KEY (home_org_id) REFERENCES organisations(id)
users users_pkey PRIMARY KEY (id)
webhook_deliveries webhook_deliveries_org_id_webhook_id_fkey FOREIGN KEY (org_id, webhook_id) REFERENCES webhooks(org_id, id) ON DELETE CASCADE
webhook_deliveries webhook_deliveries_pkey PRIMARY KEY (org_id, id)
webhook_deliveries webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
webhooks webhooks_check CHECK (((disabled_at IS NULL) = (disabled_reason IS NULL)))
webhooks webhooks_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['person'::text, 'gone'::text, 'failing'::text])))
webhooks webhooks_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
webhooks webhooks_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES memberships(org_id, user_id)
webhooks webhooks_org_id_fkey FOREIGN KEY (org_id) REFERENCES organisations(id)
webhooks webhooks_pkey PRIMARY KEY (org_id, id)
webhooks webhooks_url_check CHECK (((length(url) >= 1) AND (length(url) <= 2000)))

-- indexes
CREATE INDEX alert_mails_due ON public.alert_mails USING btree (next_at) WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX alert_mails_pkey ON public.alert_mails USING btree (org_id, id)
CREATE UNIQUE INDEX alert_settings_pkey ON public.alert_settings USING btree (org_id)
CREATE INDEX alerts_by_age ON public.alerts USING btree (org_id, opened_at DESC)
CREATE UNIQUE INDEX alerts_open ON public.alerts USING btree (org_id, kind, subject) WHERE (closed_at IS NULL)
CREATE UNIQUE INDEX alerts_pkey ON public.alerts USING btree (org_id, id)
CREATE UNIQUE INDEX api_keys_org_id_key_hash_key ON public.api_keys USING btree (org_id, key_hash)
CREATE UNIQUE INDEX api_keys_pkey ON public.api_keys USING btree (org_id, id)
CREATE UNIQUE INDEX audit_log_pkey ON public.audit_log USING btree (org_id, seq)
CREATE INDEX accounts_guarded ON public.connected_providers USING btree (org_id) WHERE (guard_id IS NOT NULL)
CREATE INDEX accounts_to_check ON public.connected_providers USING btree (next_check_at) WHERE (next_check_at IS NOT NULL)
CREATE UNIQUE INDEX connected_providers_org_id_user_id_provider_id_key ON public.connected_providers USING btree (org_id, user_id, provider_id)
CREATE UNIQUE INDEX connected_providers_pkey ON public.connected_providers USING btree (org_id, id)
CREATE UNIQUE INDEX flow_drafts_pkey ON public.flow_drafts USING btree (org_id, flow_id)
CREATE UNIQUE INDEX flow_versions_pkey ON public.flow_versions USING btree (org_id, flow_id, version)
CREATE UNIQUE INDEX flows_pkey ON public.flows USING btree (org_id, id)
CREATE UNIQUE INDEX one_active_flow ON public.flows USING btree (org_id, provider_id) WHERE active
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (org_id, user_id, route, key)
CREATE UNIQUE INDEX invitations_org_id_email_idx ON public.invitations USING btree (org_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL))
CREATE INDEX invitations_org_id_invited_by_idx ON public.invitations USING btree (org_id, invited_by) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL))
CREATE UNIQUE INDEX invitations_org_id_token_hash_key ON public.invitations USING btree (org_id, token_hash)
CREATE UNIQUE INDEX invitations_pkey ON public.invitations USING btree (org_id, id)
CREATE UNIQUE INDEX job_steps_pkey ON public.job_steps USING btree (org_id, job_id, ordinal)
CREATE INDEX jobs_attempts_left ON public.jobs USING btree (updated_at) WHERE attempts_left
CREATE INDEX jobs_by_account ON public.jobs USING btree (org_id, user_id, provider_id, created_at DESC)
CREATE INDEX jobs_by_age ON public.jobs USING btree (org_id, created_at DESC)
CREATE INDEX jobs_by_flow ON public.jobs USING btree (org_id, flow_id, created_at DESC)
CREATE INDEX jobs_cancelling ON public.jobs USING btree (org_id) WHERE ((cancel_requested_at IS NOT NULL) AND (finished_at IS NULL))
CREATE INDEX jobs_held ON public.jobs USING btree (org_id, user_id, provider) WHERE (status = 'needs_login'::text)
CREATE INDEX jobs_of_schedule ON public.jobs USING btree (org_id, schedule_id, created_at DESC) WHERE (schedule_id IS NOT NULL)
CREATE INDEX jobs_open ON public.jobs USING btree (org_id, updated_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text, 'needs_login'::text, 'needs_person'::text, 'needs_review'::text]))
CREATE UNIQUE INDEX jobs_pkey ON public.jobs USING btree (org_id, id)
CREATE UNIQUE INDEX memberships_pkey ON public.memberships USING btree (org_id, user_id)
CREATE UNIQUE INDEX org_secrets_pkey ON public.org_secrets USING btree (org_id, name)
CREATE UNIQUE INDEX organisations_pkey ON public.organisations USING btree (id)
CREATE INDEX outbox_not_before_idx ON public.outbox USING btree (not_before)
CREATE UNIQUE INDEX outbox_org_id_job_id_gen_key ON public.outbox USING btree (org_id, job_id, gen)
CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (id)
CREATE UNIQUE INDEX paused_portals_pkey ON public.paused_portals USING btree (org_id, provider_id)
CREATE UNIQUE INDEX portal_formats_pkey ON public.portal_formats USING btree (org_id, provider_id)
CREATE UNIQUE INDEX portal_settings_pkey ON public.portal_settings USING btree (org_id, provider_id)
CREATE UNIQUE INDEX providers_org_id_slug_key ON public.providers USING btree (org_id, slug) NULLS NOT DISTINCT
CREATE UNIQUE INDEX providers_pkey ON public.providers USING btree (id)
CREATE INDEX refresh_tokens_org_id_family_id_idx ON public.refresh_tokens USING btree (org_id, family_id)
CREATE UNIQUE INDEX refresh_tokens_org_id_token_hash_key ON public.refresh_tokens USING btree (org_id, token_hash)
CREATE INDEX refresh_tokens_org_id_user_id_idx ON public.refresh_tokens USING btree (org_id, user_id)
CREATE UNIQUE INDEX refresh_tokens_pkey ON public.refresh_tokens USING btree (org_id, id)
CREATE UNIQUE INDEX schedule_ticks_pkey ON public.schedule_ticks USING btree (org_id, schedule_id, due_at)
CREATE INDEX schedules_due ON public.schedules USING btree (next_at) WHERE (next_at IS NOT NULL)
CREATE UNIQUE INDEX schedules_pkey ON public.schedules USING btree (org_id, id)
CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (name)
CREATE UNIQUE INDEX session_lives_pkey ON public.session_lives USING btree (org_id, user_id, provider_id, session_version)
CREATE UNIQUE INDEX users_email_key ON public.users USING btree (email)
CREATE UNIQUE INDEX users_pkey ON public.users USING btree (id)
CREATE INDEX webhook_deliveries_by_age ON public.webhook_deliveries USING btree (org_id, webhook_id, created_at DESC, id DESC)
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (webhook_id, next_at) WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX webhook_deliveries_pkey ON public.webhook_deliveries USING btree (org_id, id)
CREATE UNIQUE INDEX webhooks_pkey ON public.webhooks USING btree (org_id, id)

-- policies
alert_mails own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
alert_settings own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
alerts own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
api_keys own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
audit_log own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
connected_providers own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
flow_drafts own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
flow_versions own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
flows own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
idempotency_keys own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
invitations own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
job_steps own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
jobs own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
memberships own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
org_secrets own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
organisations own_org for all to public using ((id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
outbox own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
paused_portals own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
portal_formats own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
portal_settings own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
providers catalogue for select to public using ((org_id IS NULL)) with check ()
providers catalogue_upkeep for all to sri_owner using ((org_id IS NULL)) with check ((org_id IS NULL))
providers own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
refresh_tokens own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
schedule_ticks own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
schedules own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
session_lives own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
users login_lookup for select to sri_owner using (true) with check ()
users members_of_own_org for all to public using ((EXISTS ( SELECT 1
   FROM memberships m
  WHERE ((m.user_id = users.id) AND (m.org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))))) with check ((home_org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
webhook_deliveries own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
webhooks own_org for all to public using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))

-- functions
CREATE OR REPLACE FUNCTION public.audit_hash(entry audit_log)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select encode(sha256(convert_to(string_agg(octet_length(field) || ':' || field, '' order by place), 'UTF8')), 'hex')
  from unnest(array[
    entry.prev_hash, entry.org_id::text, entry.seq::text, extract(epoch from entry.at)::text,
    coalesce(entry.actor_id::text, ''), entry.action, entry.subject, entry.details::text
  ]) with ordinality as fields (field, place)
$function$
owner sri_owner
CREATE OR REPLACE FUNCTION public.chain_audit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare last record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || new.org_id::text, 0));
  select seq, hash into last from public.audit_log where org_id = new.org_id order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.at := clock_timestamp();
  new.prev_hash := coalesce(last.hash, '');
  new.hash := public.audit_hash(new);
  return new;
end $function$
owner sri_owner
CREATE OR REPLACE FUNCTION public.check_provider_is_ours()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (select 1 from public.providers p
    where p.id = new.provider_id and (p.org_id is null or p.org_id = new.org_id)) then
    raise exception 'provider % is neither of the catalogue nor of this organisation', new.provider_id
      using errcode = 'foreign_key_violation', constraint = tg_table_name || '_provider_is_ours', table = tg_table_name;
  end if;
  return new;
end $function$
owner sri_owner
CREATE OR REPLACE FUNCTION public.find_user_for_login(wanted_email text)
 RETURNS TABLE(id uuid, name text, password_hash text, token_version integer, home_org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select u.id, u.name, u.password_hash, u.token_version, u.home_org_id from public.users u where u.email = wanted_email
$function$
owner sri_owner

-- triggers
CREATE TRIGGER chain_audit_entry BEFORE INSERT ON public.audit_log FOR EACH ROW EXECUTE FUNCTION chain_audit_entry()
CREATE TRIGGER check_provider_is_ours BEFORE INSERT OR UPDATE OF org_id, provider_id ON public.connected_providers FOR EACH ROW EXECUTE FUNCTION check_provider_is_ours()
CREATE TRIGGER check_provider_is_ours BEFORE INSERT OR UPDATE OF org_id, provider_id ON public.flows FOR EACH ROW EXECUTE FUNCTION check_provider_is_ours()
CREATE TRIGGER check_provider_is_ours BEFORE INSERT OR UPDATE OF org_id, provider_id ON public.paused_portals FOR EACH ROW EXECUTE FUNCTION check_provider_is_ours()
CREATE TRIGGER check_provider_is_ours BEFORE INSERT OR UPDATE OF org_id, provider_id ON public.portal_formats FOR EACH ROW EXECUTE FUNCTION check_provider_is_ours()
CREATE TRIGGER check_provider_is_ours BEFORE INSERT OR UPDATE OF org_id, provider_id ON public.portal_settings FOR EACH ROW EXECUTE FUNCTION check_provider_is_ours()
CREATE TRIGGER check_provider_is_ours BEFORE INSERT OR UPDATE OF org_id, provider_id ON public.session_lives FOR EACH ROW EXECUTE FUNCTION check_provider_is_ours()

-- rights on tables
alert_mails sri_api: delete, insert, select, update
alert_settings sri_api: insert, select, update
alerts sri_api: delete, insert, select, update
api_keys sri_api: insert, select, update
audit_log sri_api: insert, select
connected_providers sri_api: delete, insert, select, update
flow_drafts sri_api: delete, insert, select, update
flow_versions sri_api: insert, select
flows sri_api: insert, select, update
idempotency_keys sri_api: delete, insert, select, update
invitations sri_api: insert, select, update
job_steps sri_api: delete, insert, select
jobs sri_api: insert, select, update
jobs sri_relay: select, update
memberships sri_api: insert, select, update
org_secrets sri_api: delete, insert, select, update
organisations sri_api: insert, select, update
outbox sri_api: insert, select
outbox sri_relay: delete, insert, select, update
paused_portals sri_api: delete, insert, select
portal_formats sri_api: delete, insert, select, update
portal_settings sri_api: insert, select, update
providers sri_api: delete, insert, select, update
refresh_tokens sri_api: delete, insert, select, update
schedule_ticks sri_api: insert, select
schedules sri_api: delete, insert, select, update
schema_migrations sri_api: select
schema_migrations sri_relay: select
session_lives sri_api: delete, insert, select, update
users sri_api: insert, select, update
webhook_deliveries sri_api: delete, insert, select, update
webhooks sri_api: delete, insert, select, update

-- rights on single columns
alert_mails.org_id sri_relay: select
alert_mails.id sri_relay: select
alert_mails.state sri_relay: select
alert_mails.attempts sri_relay: select, update
alert_mails.next_at sri_relay: select, update
connected_providers.org_id sri_relay: select
connected_providers.user_id sri_relay: select
connected_providers.provider_id sri_relay: select
connected_providers.status sri_relay: select
connected_providers.id sri_relay: select
connected_providers.next_check_at sri_relay: select, update
connected_providers.check_id sri_relay: select
connected_providers.guard_id sri_relay: select
flow_versions.uploaded_at sri_api: update
flows.org_id sri_relay: select
flows.id sri_relay: select
flows.name sri_relay: select
org_secrets.org_id sri_relay: select
organisations.id sri_relay: select
organisations.max_in_flight sri_relay: select
organisations.max_queued sri_relay: select
paused_portals.org_id sri_relay: select
paused_portals.provider_id sri_relay: select
paused_portals.id sri_relay: select
schedules.org_id sri_relay: select
schedules.id sri_relay: select
schedules.next_at sri_relay: select
webhook_deliveries.org_id sri_relay: insert, select
webhook_deliveries.id sri_relay: select
webhook_deliveries.webhook_id sri_relay: insert, select
webhook_deliveries.event sri_relay: insert
webhook_deliveries.job_id sri_relay: insert
webhook_deliveries.payload sri_relay: insert
webhook_deliveries.state sri_relay: select
webhook_deliveries.attempts sri_relay: select, update
webhook_deliveries.next_at sri_relay: select, update
webhook_deliveries.claimed_until sri_relay: select, update
webhooks.org_id sri_relay: select
webhooks.id sri_relay: select
webhooks.events sri_relay: select
webhooks.disabled_at sri_relay: select

-- rights on functions
audit_hash: public
chain_audit_entry: public
check_provider_is_ours: public
find_user_for_login: sri_api
