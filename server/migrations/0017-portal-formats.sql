-- How a portal writes values, as an organisation chose it: steps and data contracts that say nothing read by it. Null: not chosen.
create table portal_formats (
  org_id uuid not null references organisations (id),
  provider_id uuid not null references providers (id) on delete cascade,
  decimal text check (decimal in (',', '.')),
  date_order text check (date_order in ('dmy', 'mdy', 'ymd')),
  updated_at timestamptz not null default now(),
  primary key (org_id, provider_id)
);
create trigger check_provider_is_ours before insert or update of org_id, provider_id on portal_formats
  for each row execute function check_provider_is_ours();

alter table portal_formats enable row level security;
alter table portal_formats force row level security;
create policy own_org on portal_formats using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

grant select, insert, update, delete on portal_formats to sri_api;
