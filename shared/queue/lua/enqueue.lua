#!lua
-- Puts a job in, once per (job, gen). A higher gen replaces an older one wholly, in whatever state that is.
-- keys    list recs leases delayed done accounts parked answers
-- ARGV    1 job  2 gen  3 element  4 account  5 jobs at a time of the account  6 stalls so far  7 retries so far
--         8 attempts at most  9 delay in ms  10 limit of a run in ms  11 organisation  12 channel `wake`
-- Result  {'queued' | 'duplicate', what to do about the ring}
-- No allow-oom: on a full Redis it is refused before it starts, and the job waits in the outbox (R16).
-- uses    clock record new-record list
local job, gen, element = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local delay_ms = tonumber(ARGV[9])

local old = load_record(job)
if old and old[GEN] >= gen then
  return { 'duplicate', '' }
end

local record = new_record(gen, ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[10]))
record[STALLS] = tonumber(ARGV[6])
record[RETRIES] = tonumber(ARGV[7])
record[MAX_ATTEMPTS] = tonumber(ARGV[8])

if old then
  -- uses    store accounts unpark moves take-out answers
  take_out(job, old)
  redis.call('HDEL', RECS, job, job .. ':o')
  unpark(old[ACCOUNT], old[PER_ACCOUNT], read_account(old[ACCOUNT]))
end
if delay_ms > 0 then
  record[STATE] = 'delayed'
  redis.call('ZADD', DELAYED, NOW + delay_ms, job)
else
  push('RPUSH', element)
end
redis.call('HSET', RECS, job, cmsgpack.pack(record), job .. ':e', element)
return { 'queued', ring_duty(ARGV[12], ARGV[11]) }
