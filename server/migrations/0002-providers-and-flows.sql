-- Portals, the accounts at them, and the flows that run there.
create table providers (
  id uuid primary key default gen_random_uuid(),
  -- null: of the built-in catalogue, seen by everybody, written by migrations only
  org_id uuid references organisations (id),
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  country text,
  base_url text,
  login_url text,
  domains text[] not null default '{}',
  max_per_account integer not null default 1 check (max_per_account between 1 and 20),
  created_at timestamptz not null default now(),
  unique nulls not distinct (org_id, slug)
);

-- An account: this user of this organisation at this provider. The guide inserts its four columns by hand.
create table connected_providers (
  org_id uuid not null references organisations (id),
  user_id uuid not null,
  provider_id uuid not null references providers (id),
  status text not null check (status in ('active', 'expired', 'revoked')),
  id uuid not null default gen_random_uuid(),
  connected_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- what was caught, by kind and site; never values
  session_summary jsonb not null default '{}',
  session_version integer not null default 0,
  unique (org_id, user_id, provider_id),
  primary key (org_id, id),
  foreign key (org_id, user_id) references memberships (org_id, user_id)
);

create table flows (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  provider_id uuid not null references providers (id),
  name text not null,
  description text not null default '',
  -- the version that POST /run takes with this flow's id; null: never published
  published_version text,
  -- the provider's active flow: one per organisation and provider
  active boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, created_by) references memberships (org_id, user_id),
  check (not active or published_version is not null)
);
create unique index one_active_flow on flows (org_id, provider_id) where active;

create table flow_versions (
  org_id uuid not null,
  flow_id uuid not null,
  version text not null,
  steps jsonb not null,
  inputs jsonb not null default '{}',
  options jsonb not null default '{}',
  -- the signed bytes, exactly
  script text not null,
  script_hash text not null,
  script_signature text not null,
  key_id text not null,
  script_key text not null,
  -- null until the bytes lie in S3; the control plane goes on trying
  uploaded_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (org_id, flow_id, version),
  foreign key (org_id, created_by) references memberships (org_id, user_id),
  foreign key (org_id, flow_id) references flows (org_id, id)
);

create table flow_drafts (
  org_id uuid not null,
  flow_id uuid not null,
  document jsonb not null,
  revision integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (org_id, flow_id),
  foreign key (org_id, updated_by) references memberships (org_id, user_id),
  foreign key (org_id, flow_id) references flows (org_id, id)
);

-- A reference to a provider cannot carry the organisation, since the catalogue has none: so this looks (R33).
create function check_provider_is_ours() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from public.providers p
    where p.id = new.provider_id and (p.org_id is null or p.org_id = new.org_id)) then
    raise exception 'provider % is neither of the catalogue nor of this organisation', new.provider_id
      using errcode = 'foreign_key_violation', constraint = tg_table_name || '_provider_is_ours', table = tg_table_name;
  end if;
  return new;
end $$;
create trigger check_provider_is_ours before insert or update of org_id, provider_id on connected_providers
  for each row execute function check_provider_is_ours();
create trigger check_provider_is_ours before insert or update of org_id, provider_id on flows
  for each row execute function check_provider_is_ours();

alter table providers enable row level security;
alter table providers force row level security;
create policy catalogue on providers for select using (org_id is null);
-- Migrations run as this role and write the catalogue, nothing else.
create policy catalogue_upkeep on providers to sri_owner using (org_id is null) with check (org_id is null);
create policy own_org on providers using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

do $$
declare name text;
begin
  foreach name in array array['connected_providers', 'flows', 'flow_versions', 'flow_drafts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
      with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update, delete on providers, connected_providers, flow_drafts to sri_api;
grant select, insert, update on flows to sri_api;
-- a published version is never changed; only its upload is noted
grant select, insert, update (uploaded_at) on flow_versions to sri_api;
