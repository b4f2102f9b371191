#!lua flags=allow-oom
-- Ends an attempt: to be tried again later, or done. The same token gets the same answer again (R10).
-- KEYS    the organisation's, see lib/keys.lua
-- ARGV    1 job  2 token  3 outcome as JSON  4 delay of a retry in ms, or ''  5 digest that the account is held by, or ''
--         6 organisation  7 channel `wake`  8 channel `hints`
-- Result  {'done' | 'retry' | 'lost', what to do about the ring}
-- uses    record accounts moves
local job, token, delay, digest = ARGV[1], ARGV[2], ARGV[4], ARGV[5]
local record = load_record(job)
if not record or record[STATE] ~= 'active' or record[TOKEN] ~= token then
  if record and record[LAST_TOKEN] == token and record[LAST_ANSWER] ~= 'returned' then
    return { record[LAST_ANSWER], '' }
  end
  return { redis.call('ZSCORE', ANSWERS, token) and 'done' or 'lost', '' }
end

local retry = delay ~= '' and record[RETRIES] < record[MAX_ATTEMPTS] - 1 and record[CANCEL] == 0
drop_lease(job, record)
leave_account(record[ACCOUNT], job)
record[LAST_TOKEN] = token
if retry then
  record[LAST_ANSWER] = 'retry'
  record[RETRIES] = record[RETRIES] + 1
  to_delayed(job, record, tonumber(delay))
  save(job, record)
else
  record[LAST_ANSWER] = 'done'
  to_done(job, record, 'worker')
  redis.call('HSET', RECS, job, cmsgpack.pack(record), job .. ':o', ARGV[3])
  if digest ~= '' then
    local _, running = read_account(record[ACCOUNT])
    write_account(record[ACCOUNT], digest, running)
  end
end
unpark(record[ACCOUNT], record[PER_ACCOUNT])
publish(ARGV[8], 'finished ' .. ARGV[6] .. ' ' .. job)
return { record[LAST_ANSWER], ring_duty(ARGV[7], ARGV[6]) }
