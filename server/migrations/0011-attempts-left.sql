-- The end is recorded, and the attempt's own folder in S3 was not yet seen to be empty.
alter table jobs add column attempts_left boolean not null default false;
create index jobs_attempts_left on jobs (updated_at) where attempts_left;
