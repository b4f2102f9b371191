-- Other systems that an organisation tells what happens. `sealed` is the signing secret as shared/node/secret-seal.ts stores it; no
-- route gives it out again. The one before it signs beside it until `previous_until`.
create table webhooks (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  url text not null check (length(url) between 1 and 2000),
  events text[] not null,
  sealed text not null,
  previous_sealed text,
  previous_until timestamptz,
  -- null: on. A person, the receiver's 410, or three days without any answer that counts
  disabled_at timestamptz,
  disabled_reason text check (disabled_reason in ('person', 'gone', 'failing')),
  -- the first attempt that failed since the last one that arrived
  failing_since timestamptz,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  check ((disabled_at is null) = (disabled_reason is null)),
  foreign key (org_id, created_by) references memberships (org_id, user_id)
);

-- The outbox of the webhooks and their log: one row for each message and endpoint, written with what it tells of.
create table webhook_deliveries (
  org_id uuid not null,
  -- part of the message's id, the same at every attempt
  id uuid not null default gen_random_uuid(),
  webhook_id uuid not null,
  event text not null,
  job_id uuid,
  -- the bytes that are signed and sent
  payload text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- counted when one begins: the fence of what is recorded of it
  attempts integer not null default 0,
  -- attempts before somebody had it sent again: the waits begin anew
  attempts_before integer not null default 0,
  next_at timestamptz not null default now(),
  -- while an attempt is under way: `next_at` too, so that the attempt of a dead process is made again
  claimed_until timestamptz,
  -- the last attempts: [{at, code, latencyMs, fault, response}]
  tries jsonb not null default '[]',
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, webhook_id) references webhooks (org_id, id) on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_at) where state = 'waiting';
create index webhook_deliveries_by_age on webhook_deliveries (org_id, webhook_id, created_at desc, id desc);

do $$
declare name text;
begin
  foreach name in array array['webhooks', 'webhook_deliveries'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
      with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update, delete on webhooks, webhook_deliveries to sri_api;
-- The relay says whose turn it is, and writes what an execution that asks a person tells; addresses and secrets it does not see.
grant select (org_id, id, events, disabled_at) on webhooks to sri_relay;
grant select (org_id, id, webhook_id, state, attempts, next_at, claimed_until) on webhook_deliveries to sri_relay;
grant insert (org_id, webhook_id, event, job_id, payload) on webhook_deliveries to sri_relay;
grant update (attempts, next_at, claimed_until) on webhook_deliveries to sri_relay;
grant select (org_id, id, name) on flows to sri_relay;
