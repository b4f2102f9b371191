-- What a flow and an account did last: the dots of the flow list, what is usual, the last run of a session.
create index jobs_by_flow on jobs (org_id, flow_id, created_at desc);
create index jobs_by_account on jobs (org_id, user_id, provider_id, created_at desc);
