#!lua flags=allow-oom
-- Takes the token of a running job that was asked to stop and did not (R21).
-- KEYS    the organisation's, see lib/keys.lua
-- ARGV    1 job  2 organisation  3 channel `wake`  4 channel `hints`
-- Result  {'cancelled' | 'unknown', what to do about the ring}
-- uses    record accounts moves
local job = ARGV[1]
local record = load_record(job)
if not record or record[STATE] ~= 'active' or record[CANCEL] == 0 then
  return { 'unknown', '' }
end

take_out(job, record)
to_done(job, record, 'cancel')
save(job, record)
unpark(record[ACCOUNT], record[PER_ACCOUNT])
publish(ARGV[4], 'finished ' .. ARGV[2] .. ' ' .. job)
return { 'cancelled', ring_duty(ARGV[3], ARGV[2]) }
