-- What an organisation's flows write by name and never hold. `sealed` is the value as shared/node/secret-seal.ts stores it; no
-- route gives it out. Redis has a copy for the workers, which this is the record of.
create table org_secrets (
  org_id uuid not null references organisations (id),
  name text not null check (length(name) between 1 and 64),
  sealed text not null,
  updated_by uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, name),
  foreign key (org_id, updated_by) references memberships (org_id, user_id)
);

alter table org_secrets enable row level security;
alter table org_secrets force row level security;
create policy own_org on org_secrets using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

grant select, insert, update, delete on org_secrets to sri_api;
-- Whose copies in Redis have to be looked after.
grant select (org_id) on org_secrets to sri_relay;
