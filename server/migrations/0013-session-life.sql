-- A secret is a text, or the key of an authenticator (shared/node/one-time-code.ts).
alter table org_secrets add column kind text not null default 'text' check (kind in ('text', 'totp'));

-- How long a session may live, and what is known of that. An organisation says for each portal how often its sessions are tried
-- (0: never), and after how many refused logins nothing of an account starts any more.
create table portal_settings (
  org_id uuid not null references organisations (id),
  provider_id uuid not null references providers (id) on delete cascade,
  check_every_minutes integer not null default 360 check (check_every_minutes = 0 or check_every_minutes between 15 and 10080),
  max_refusals integer not null default 2 check (max_refusals between 1 and 10),
  updated_at timestamptz not null default now(),
  primary key (org_id, provider_id)
);
create trigger check_provider_is_ours before insert or update of org_id, provider_id on portal_settings
  for each row execute function check_provider_is_ours();

alter table connected_providers
  -- what a robot found when it last tried the session: {verdict, at, workerId, detail, causes}
  add column health jsonb,
  -- when it is looked at next; null: never, as for a session that was set by hand
  add column next_check_at timestamptz,
  -- the proof that is under way
  add column check_id uuid,
  -- logins in a row that the portal refused
  add column refusals integer not null default 0,
  -- set while nothing of the account starts because of them; names this hold in the queue
  add column guard_id uuid;
create index accounts_to_check on connected_providers (next_check_at) where next_check_at is not null;
create index accounts_guarded on connected_providers (org_id) where guard_id is not null;

-- One row for each session that an account has had: how long it lived is what the forecast goes by.
create table session_lives (
  org_id uuid not null references organisations (id),
  user_id uuid not null,
  provider_id uuid not null references providers (id) on delete cascade,
  session_version integer not null,
  captured_at timestamptz not null default now(),
  -- by the dates of its cookies
  expected_until timestamptz,
  -- when the portal last took it, and when it first did not
  proven_at timestamptz,
  ended_at timestamptz,
  primary key (org_id, user_id, provider_id, session_version),
  foreign key (org_id, user_id) references memberships (org_id, user_id)
);
create trigger check_provider_is_ours before insert or update of org_id, provider_id on session_lives
  for each row execute function check_provider_is_ours();

do $$
declare name text;
begin
  foreach name in array array['portal_settings', 'session_lives'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
      with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on portal_settings to sri_api;
grant select, insert, update, delete on session_lives to sri_api;
-- Which accounts are due, and which are held.
grant select (org_id, id, user_id, provider_id, guard_id, next_check_at, check_id) on connected_providers to sri_relay;
grant update (next_check_at) on connected_providers to sri_relay;
