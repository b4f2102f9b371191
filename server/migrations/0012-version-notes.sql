-- What whoever made a version wants others to know about it.
alter table flow_versions add column note text not null default '' check (length(note) <= 500);
