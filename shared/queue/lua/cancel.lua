#!lua flags=allow-oom
-- Ends a job that waits; asks the worker of one that runs.
-- KEYS    the organisation's, see lib/keys.lua
-- ARGV    1 job  2 gen  3 organisation  4 channel `wake`  5 channel `hints`
-- Result  {'cancelled' | 'asked' | 'ended' | 'unknown', what to do about the ring}
-- uses    record accounts moves
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

local was_queued = record[STATE] == 'queued'
take_out(job, record)
to_done(job, record, 'cancel')
save(job, record)
if was_queued then
  unpark(record[ACCOUNT], record[PER_ACCOUNT])
end
publish(ARGV[5], 'finished ' .. ARGV[3] .. ' ' .. job)
return { 'cancelled', ring_duty(ARGV[4], ARGV[3]) }
