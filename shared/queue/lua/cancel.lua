#!lua flags=allow-oom
-- Ends a job that waits; asks the worker of one that runs.
-- keys    list recs leases delayed done accounts parked answers
-- ARGV    1 job  2 gen  3 organisation  4 channel `wake`  5 channel `hints`
-- Result  {'cancelled' | 'asked' | 'ended' | 'unknown', what to do about the ring}
-- uses    clock record store accounts list call-next moves answers take-out
local job = ARGV[1]
local record = load_record(job)
if not record or record[GEN] ~= tonumber(ARGV[2]) then
  return { 'unknown', '' }
end
if record[STATE] == 'done' then
  return { 'ended', '' }
end
if record[STATE] == 'active' then
  record[CANCEL] = 1
  save(job, record)
  return { 'asked', '' }
end

take_out(job, record)
to_done(job, record, 'cancel')
save(job, record)
call_next(leave_account(record[ACCOUNT], job), record[PER_ACCOUNT])
redis.pcall('PUBLISH', ARGV[5], 'finished ' .. ARGV[3] .. ' ' .. job)
return { 'cancelled', ring_duty(ARGV[4], ARGV[3]) }
