#!lua
-- Puts a job in, once per (job, gen).
-- keys    list recs delayed
-- ARGV    1 job  2 gen  3 element  4 account  5 jobs at a time of the account  6 stalls so far  7 retries so far
--         8 attempts at most  9 delay in ms  10 limit of a run in ms  11 organisation  12 channel `wake`
-- Result  {'queued' | 'duplicate' | 'older', what to do about the ring}; older = a record of a lower gen is in the way, and
--         `replace` has to be called
-- No allow-oom: on a full Redis it is refused before it starts, and the job waits in the outbox (R16).
-- uses    clock record arrival new-record list put-in
local old = load_record(ARGV[1])
if old then
  return { old[GEN] >= tonumber(ARGV[2]) and 'duplicate' or 'older', '' }
end
put_in()
return { 'queued', ring_duty(ARGV[12], ARGV[11]) }
