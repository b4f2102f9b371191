-- Steps of a draft that somebody tries on a robot: signed and kept as a version is, shown in no list, and never published.
alter table flow_versions add column test boolean not null default false;
alter table jobs add column test boolean not null default false;
