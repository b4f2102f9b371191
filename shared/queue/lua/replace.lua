#!lua
-- What `enqueue` does, for a job of which there may be a record: a higher gen replaces the older one wholly, in whatever
-- state that is.
-- keys    list recs delayed leases done accounts parked answers
-- ARGV    as of `enqueue`
-- Result  {'queued' | 'duplicate', what to do about the ring}
-- uses    clock record arrival new-record list put-in store accounts call-next moves answers take-out
local job = ARGV[1]
local old = load_record(job)
if old and old[GEN] >= tonumber(ARGV[2]) then
  return { 'duplicate', '' }
end
if old then
  take_out(job, old)
  forget(job, old)
  call_next(leave_account(old[ACCOUNT], job), old[PER_ACCOUNT])
end
put_in()
return { 'queued', ring_duty(ARGV[12], ARGV[11]) }
