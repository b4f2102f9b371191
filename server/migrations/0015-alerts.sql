-- What an organisation wants to be warned of, and who gets it by e-mail. Without a row the defaults of shared/model/alert.ts hold.
create table alert_settings (
  org_id uuid primary key references organisations (id),
  off_kinds text[] not null,
  emails text[] not null check (cardinality(emails) <= 20),
  email_kinds text[] not null,
  language text not null check (language in ('es', 'en')),
  queue_minutes integer not null check (queue_minutes between 1 and 1440),
  updated_at timestamptz not null default now()
);

-- Warnings: one open row for each kind and subject. They open and close with the facts.
create table alerts (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  kind text not null,
  -- what it is about: an account, a portal, a flow, or the kind itself
  subject text not null,
  details jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  -- when people were told last
  notified_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, acknowledged_by) references memberships (org_id, user_id)
);
create unique index alerts_open on alerts (org_id, kind, subject) where closed_at is null;
create index alerts_by_age on alerts (org_id, opened_at desc);

-- The outbox of the e-mails, written with what they tell of.
create table alert_mails (
  org_id uuid not null,
  id uuid not null default gen_random_uuid(),
  alert_id uuid not null,
  recipient text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  -- while an attempt is under way, when it is made again if nobody says what came of it
  next_at timestamptz not null default now(),
  error text,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, alert_id) references alerts (org_id, id) on delete cascade
);
create index alert_mails_due on alert_mails (next_at) where state = 'waiting';

do $$
declare name text;
begin
  foreach name in array array['alert_settings', 'alerts', 'alert_mails'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
      with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on alert_settings, alerts, alert_mails to sri_api;
grant delete on alerts, alert_mails to sri_api;
-- Whose e-mail is due.
grant select (org_id, id, state, attempts, next_at) on alert_mails to sri_relay;
grant update (attempts, next_at) on alert_mails to sri_relay;
