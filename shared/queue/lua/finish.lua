#!lua flags=allow-oom
-- Ends an attempt: to be tried again later, or done. The same token gets the same answer again (R10); where the record
-- is gone, the caller looks into `answers`.
-- keys    list recs leases delayed done accounts parked
-- ARGV    1 job  2 token  3 outcome as JSON  4 delay of a retry in ms, or ''  5 digest that the account is held by, or ''
--         6 organisation  7 channel `wake`  8 channel `hints`
-- Result  {'done' | 'retry' | 'lost', what to do about the ring}
-- uses    record accounts
local job, token = ARGV[1], ARGV[2]
local record = load_record(job)
if not record or record[STATE] ~= 'active' or record[TOKEN] ~= token then
  local answer = nil
  if record and record[TOKEN] == token then
    answer = record[ANSWER]
  elseif record and record[OLD_TOKEN] == token then
    answer = record[OLD_ANSWER]
  end
  return { (answer == 'done' or answer == 'retry') and answer or 'lost', '' }
end

local retry = ARGV[4] ~= '' and record[CANCEL] == 0 and record[RETRIES] < record[MAX_ATTEMPTS] - 1
record[ANSWER] = retry and 'retry' or 'done'
redis.call('ZREM', LEASES, job)
local account = leave_account(record[ACCOUNT], job)
if retry then
  -- uses    clock
  record[STATE] = 'delayed'
  record[RETRIES] = record[RETRIES] + 1
  redis.call('ZADD', DELAYED, NOW + tonumber(ARGV[4]), job)
  redis.call('HSET', RECS, job, cmsgpack.pack(record))
else
  record[STATE] = 'done'
  redis.call('RPUSH', DONE, job)
  redis.call('HSET', RECS, job, cmsgpack.pack(record), job .. ':o', ARGV[3])
  if ARGV[5] ~= '' then
    account.held = ARGV[5]
    write_account(account)
  end
end
redis.pcall('PUBLISH', ARGV[8], 'finished ' .. ARGV[6] .. ' ' .. job)

local duty = ''
if first_parked(account.name) then
  -- uses    list call-next
  call_next(account, record[PER_ACCOUNT])
  duty = ring_duty(ARGV[7], ARGV[6])
end
return { record[ANSWER], duty }
