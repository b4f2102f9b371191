-- When flows run by themselves, and what became of each time at which one was due.
create table schedules (
  org_id uuid not null references organisations (id),
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  flow_id uuid not null,
  -- whose account runs it
  user_id uuid not null,
  inputs jsonb not null default '{}',
  timing jsonb not null,
  timezone text not null,
  -- {country, region}; null: holidays are days like others
  holidays jsonb,
  on_holiday text not null check (on_holiday in ('skip', 'nextBusinessDay')),
  if_running text not null check (if_running in ('skip', 'queue')),
  missed_rule text not null check (missed_rule in ('skip', 'runOnce')),
  missed_window_minutes integer not null check (missed_window_minutes between 1 and 1440),
  max_failures integer not null check (max_failures between 1 and 50),
  ends_on date,
  paused_at timestamptz,
  -- null: the system paused it
  paused_by uuid,
  pause_reason text check (pause_reason in ('person', 'failures', 'owner_removed', 'owner_rights')),
  -- when it is looked at next: a run, or one that a holiday leaves out; null: paused, or it has ended
  next_at timestamptz,
  -- executions that failed before this are forgiven: somebody made, changed or resumed it
  failures_from timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, flow_id) references flows (org_id, id),
  foreign key (org_id, user_id) references memberships (org_id, user_id),
  check ((paused_at is null) = (pause_reason is null)),
  check (paused_at is null or next_at is null)
);
create index schedules_due on schedules (next_at) where next_at is not null;

create table schedule_ticks (
  org_id uuid not null,
  schedule_id uuid not null,
  due_at timestamptz not null,
  -- somebody wanted it at that moment
  by_hand boolean not null default false,
  outcome text not null check (outcome in ('started', 'running', 'holiday', 'missed', 'portal_paused', 'account_stopped',
    'flow_not_published', 'session_missing', 'failures', 'owner', 'refused')),
  job_id uuid,
  -- {holiday, movedTo, movedFrom, more, code, message}, as far as the outcome has them
  details jsonb not null default '{}',
  handled_at timestamptz not null default now(),
  -- two control planes cannot both handle one time
  primary key (org_id, schedule_id, due_at),
  foreign key (org_id, schedule_id) references schedules (org_id, id) on delete cascade,
  foreign key (org_id, job_id) references jobs (org_id, id)
);

-- By which schedule an execution was started; null also where that was deleted since.
alter table jobs add column schedule_id uuid;
alter table jobs add foreign key (org_id, schedule_id) references schedules (org_id, id) on delete set null (schedule_id);
create index jobs_of_schedule on jobs (org_id, schedule_id, created_at desc) where schedule_id is not null;

do $$
declare name text;
begin
  foreach name in array array['schedules', 'schedule_ticks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
      with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update, delete on schedules to sri_api;
grant select, insert on schedule_ticks to sri_api;
-- Which of them are due: the organisation's own transaction does the rest.
grant select (org_id, id, next_at) on schedules to sri_relay;
