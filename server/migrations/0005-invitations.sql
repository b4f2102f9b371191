-- Invitations into an organisation: a link that is shown once and ends by being used, withdrawn or late.
create table invitations (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  email text not null,
  role text not null check (role in ('admin', 'creator', 'operator', 'reader')),
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, token_hash),
  foreign key (org_id, invited_by) references memberships (org_id, user_id)
);
-- One open invitation an address: a new one withdraws the one before it.
create unique index on invitations (org_id, email) where accepted_at is null and revoked_at is null;
-- Withdrawn with the rights of whoever made them.
create index on invitations (org_id, invited_by) where accepted_at is null and revoked_at is null;

alter table invitations enable row level security;
alter table invitations force row level security;
create policy own_org on invitations using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

grant select, insert, update on invitations to sri_api;
