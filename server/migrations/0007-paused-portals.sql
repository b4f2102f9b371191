-- Portals at which an organisation lets nothing start until somebody resumes them. What runs goes on; what comes waits.
create table paused_portals (
  org_id uuid not null references organisations (id),
  provider_id uuid not null references providers (id) on delete cascade,
  -- names this pause in the queue, so that the end of one is not the end of the next
  id uuid not null default gen_random_uuid(),
  paused_by uuid not null,
  paused_at timestamptz not null default now(),
  primary key (org_id, provider_id),
  foreign key (org_id, paused_by) references memberships (org_id, user_id)
);
create trigger check_provider_is_ours before insert or update of org_id, provider_id on paused_portals
  for each row execute function check_provider_is_ours();

alter table paused_portals enable row level security;
alter table paused_portals force row level security;
create policy own_org on paused_portals using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

grant select, insert, delete on paused_portals to sri_api;
-- The relay puts nothing into the queue of such a portal that could start.
grant select (org_id, provider_id, id) on paused_portals to sri_relay;
