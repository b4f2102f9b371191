-- Organisations, people and what they did. Every table with organisation data: row level security, enabled and forced.
-- The setting is read with nullif: after a commit a custom setting is '' and not null (reliability.md M6).
create table organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  time_zone text not null default 'America/Argentina/Buenos_Aires',
  max_in_flight integer not null default 8 check (max_in_flight between 1 and 1000),
  max_queued integer not null default 10000 check (max_queued between 1 and 1000000),
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key default gen_random_uuid(),
  -- Unique over all organisations, because people sign in with nothing but their address.
  email text not null unique,
  name text not null,
  password_hash text not null,
  -- Grows with logout everywhere and password changes: older tokens are refused (R36).
  token_version integer not null default 1,
  home_org_id uuid not null references organisations (id),
  created_at timestamptz not null default now()
);

-- Who belongs to an organisation. A removed member's row stays, so that what they did keeps its author.
create table memberships (
  org_id uuid not null references organisations (id),
  user_id uuid not null references users (id),
  role text not null check (role in ('admin', 'creator', 'operator', 'reader')),
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (org_id, user_id)
);

create table refresh_tokens (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  -- All tokens that came from one sign-in; reuse of a spent one ends them all (R36).
  family_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  spent_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, token_hash),
  foreign key (org_id, user_id) references memberships (org_id, user_id)
);
create index on refresh_tokens (org_id, family_id);
create index on refresh_tokens (org_id, user_id);

create table api_keys (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  name text not null,
  prefix text not null,
  key_hash text not null,
  role text not null check (role in ('admin', 'creator', 'operator', 'reader')),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, key_hash),
  foreign key (org_id, user_id) references memberships (org_id, user_id)
);

create table audit_log (
  org_id uuid not null references organisations (id),
  seq bigint not null,
  at timestamptz not null default now(),
  actor_id uuid,
  action text not null,
  subject text not null,
  details jsonb not null default '{}',
  prev_hash text not null,
  hash text not null,
  primary key (org_id, seq)
);

-- SHA-256 over every column but the hash, each with its length before it, so that no two entries have the same text.
-- features/audit/verify-chain.ts computes the same without asking this function.
create function audit_hash(entry audit_log) returns text language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(string_agg(octet_length(field) || ':' || field, '' order by place), 'UTF8')), 'hex')
  from unnest(array[
    entry.prev_hash, entry.org_id::text, entry.seq::text, extract(epoch from entry.at)::text,
    coalesce(entry.actor_id::text, ''), entry.action, entry.subject, entry.details::text
  ]) with ordinality as fields (field, place)
$$;

-- Numbers and chains each entry (R41). The lock is held until commit, so that an organisation's chain has no forks.
create function chain_audit_entry() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare last record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || new.org_id::text, 0));
  select seq, hash into last from public.audit_log where org_id = new.org_id order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.at := clock_timestamp();
  new.prev_hash := coalesce(last.hash, '');
  new.hash := public.audit_hash(new);
  return new;
end $$;

create trigger chain_audit_entry before insert on audit_log for each row execute function chain_audit_entry();

-- Sign-in starts before an organisation is known, so it is the one question that looks past the policies (R33).
create function find_user_for_login(wanted_email text)
  returns table (id uuid, name text, password_hash text, token_version integer, home_org_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.id, u.name, u.password_hash, u.token_version, u.home_org_id from public.users u where u.email = wanted_email
$$;
revoke all on function find_user_for_login(text) from public;

alter table organisations enable row level security;
alter table organisations force row level security;
create policy own_org on organisations using (id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.org_id', true), '')::uuid);

alter table users enable row level security;
alter table users force row level security;
-- Seen by every organisation the person belongs to, changed by the home organisation alone.
create policy members_of_own_org on users
  using (exists (select 1 from memberships m
    where m.user_id = users.id and m.org_id = nullif(current_setting('app.org_id', true), '')::uuid))
  with check (home_org_id = nullif(current_setting('app.org_id', true), '')::uuid);
-- What find_user_for_login runs as; nobody can log in as that role.
create policy login_lookup on users for select to sri_owner using (true);

do $$
declare name text;
begin
  foreach name in array array['memberships', 'refresh_tokens', 'api_keys', 'audit_log'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
      with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on organisations, users, memberships, refresh_tokens, api_keys to sri_api;
grant delete on refresh_tokens to sri_api;
grant select, insert on audit_log to sri_api;
grant execute on function find_user_for_login(text) to sri_api;
grant select (id, max_in_flight, max_queued) on organisations to sri_relay;
