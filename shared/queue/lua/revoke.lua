#!lua flags=allow-oom
-- Takes the token of a running job that was asked to stop and did not (R21).
-- keys    list recs leases done accounts parked
-- ARGV    1 job  2 organisation  3 channel `wake`  4 channel `hints`
-- Result  {'cancelled' | 'unknown', what to do about the ring}
-- uses    record store accounts list call-next moves
local job = ARGV[1]
local record = load_record(job)
if not record or record[STATE] ~= 'active' or record[CANCEL] == 0 then
  return { 'unknown', '' }
end

drop_lease(job, record)
to_done(job, record, 'cancel')
save(job, record)
call_next(leave_account(record[ACCOUNT], job), record[PER_ACCOUNT])
redis.pcall('PUBLISH', ARGV[4], 'finished ' .. ARGV[2] .. ' ' .. job)
return { 'cancelled', ring_duty(ARGV[3], ARGV[2]) }
