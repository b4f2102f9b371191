-- Executions. Postgres is the record (R1): Redis can be rebuilt from these tables.
create table jobs (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  provider_id uuid not null references providers (id),
  provider text not null,
  -- what the worker must know of it: {loginUrl, domains}, as it was when the job was made
  portal jsonb not null default '{"loginUrl": null, "domains": []}',
  flow_id uuid not null,
  version text not null,
  script_key text not null,
  script_hash text not null,
  script_signature text not null,
  key_id text not null,
  status text not null check (status in
    ('queued', 'running', 'completed', 'failed', 'cancelled', 'needs_login', 'needs_person', 'needs_review')),
  -- the fence: generation from here, attempt from the claim
  gen integer not null default 1,
  att integer not null default 0,
  stalls integer not null default 0,
  retries integer not null default 0,
  max_attempts integer not null default 3,
  max_per_account integer not null default 1,
  timeout_ms integer not null default 900000,
  inputs jsonb not null default '{}',
  metadata jsonb not null default '{}',
  error jsonb,
  cancel_requested_at timestamptz,
  -- SHA-256 of the session value that met the login page; the account waits while Redis holds the same bytes
  held_session text,
  worker_id text,
  result jsonb,
  retry_of uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, user_id) references memberships (org_id, user_id),
  foreign key (org_id, flow_id, version) references flow_versions (org_id, flow_id, version)
);
create index jobs_by_age on jobs (org_id, created_at desc);
create index jobs_open on jobs (org_id, updated_at) where status in ('queued', 'running', 'needs_login', 'needs_person', 'needs_review');
create index jobs_cancelling on jobs (org_id) where cancel_requested_at is not null and finished_at is null;
create index jobs_held on jobs (org_id, user_id, provider) where status = 'needs_login';

create table job_steps (
  org_id uuid not null,
  job_id uuid not null,
  ordinal integer not null,
  step_id text not null,
  path text not null,
  type text not null,
  name text,
  status text not null,
  started_at timestamptz not null,
  duration_ms integer,
  message text,
  error jsonb,
  primary key (org_id, job_id, ordinal),
  foreign key (org_id, job_id) references jobs (org_id, id)
);

create table outbox (
  id bigint generated always as identity primary key,
  org_id uuid not null,
  job_id uuid not null,
  gen integer not null,
  not_before timestamptz not null default now(),
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  unique (org_id, job_id, gen),
  foreign key (org_id, job_id) references jobs (org_id, id)
);
create index on outbox (not_before);

create table idempotency_keys (
  org_id uuid not null references organisations (id),
  user_id uuid not null,
  route text not null,
  key text not null,
  body_hash text not null,
  -- null while the first call is in flight
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours',
  primary key (org_id, user_id, route, key),
  foreign key (org_id, user_id) references memberships (org_id, user_id)
);

do $$
declare name text;
begin
  foreach name in array array['jobs', 'job_steps', 'outbox', 'idempotency_keys'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
      with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on jobs, idempotency_keys to sri_api;
grant select, insert on outbox to sri_api;
grant select, insert, delete on job_steps to sri_api;
grant delete on idempotency_keys to sri_api;
-- The relay and the reconciler see every organisation (BYPASSRLS), and of the database nothing but this (R34).
grant select, update on jobs to sri_relay;
grant select, insert, update, delete on outbox to sri_relay;
