#!lua flags=allow-oom
-- Takes back the jobs whose lease has ended. Cancel asked: done. Overdue (its worker was seen after the hard deadline):
-- given up. Never renewed, up to 5 times: to the front, uncounted, since the reply to the claim may have been lost (R6).
-- Else a stall is counted: the first goes to the front, the next ones wait longer and longer, too many = given up (R20).
-- keys    list recs leases delayed done dead accounts parked
-- ARGV    1 stalls at most  2 delay of a stall in ms  3 jobs at most  4 organisation  5 channel `wake`
--         6 channel `hints`
-- Result  {what to do about the ring, then per job: job, 'returned' | 'delayed' | 'dead' | 'cancelled', gen, att, stalls}
-- uses    clock record store accounts list call-next moves dead
local RETURNS_UNCOUNTED = 5
local max_stalls, stall_ms = tonumber(ARGV[1]), tonumber(ARGV[2])

local function decide(job, record)
  if record[CANCEL] == 1 then
    to_done(job, record, 'cancel')
    return 'cancelled'
  end
  if record[RENEWED] == 2 then
    to_done(job, record, 'run_limit')
    return 'dead'
  end
  if record[RENEWED] == 0 and record[RETURNS] < RETURNS_UNCOUNTED then
    record[RETURNS] = record[RETURNS] + 1
    to_front(job, record)
    return 'returned'
  end
  record[STALLS] = record[STALLS] + 1
  if record[STALLS] > max_stalls then
    to_done(job, record, 'stalls')
    to_dead(element_of(job))
    return 'dead'
  end
  if record[STALLS] == 1 then
    to_front(job, record)
    return 'returned'
  end
  record[STATE] = 'delayed'
  redis.call('ZADD', DELAYED, NOW + stall_ms * 2 ^ (record[STALLS] - 1), job)
  return 'delayed'
end

local ended = redis.call('ZRANGEBYSCORE', LEASES, '-inf', NOW, 'LIMIT', 0, ARGV[3])
local report = { '' }
-- Backwards, so that what was claimed first stands first again.
for index = #ended, 1, -1 do
  local job = ended[index]
  local record = load_record(job)
  if record and record[STATE] == 'active' then
    drop_lease(job, record)
    local account = leave_account(record[ACCOUNT], job)
    local action = decide(job, record)
    save(job, record)
    if record[STATE] ~= 'queued' then
      call_next(account, record[PER_ACCOUNT])
    end
    redis.pcall('PUBLISH', ARGV[6], 'finished ' .. ARGV[4] .. ' ' .. job)
    for _, value in ipairs({ job, action, record[GEN], record[ATT], record[STALLS] }) do
      report[#report + 1] = value
    end
  else
    redis.call('ZREM', LEASES, job)
  end
end
report[1] = ring_duty(ARGV[5], ARGV[4])
return report
