#!lua flags=allow-oom
-- A worker that drains puts its job back at the front; no crash is counted. A job that is to be cancelled ends here.
-- keys    list recs leases done accounts parked
-- ARGV    1 job  2 token  3 organisation  4 channel `wake`  5 channel `hints`
-- Result  {'returned' | 'lost', what to do about the ring}
-- uses    record store accounts list call-next moves
local job, token = ARGV[1], ARGV[2]
local record = load_record(job)
if not record or record[STATE] ~= 'active' or record[TOKEN] ~= token then
  local again = record
    and (record[TOKEN] == token and record[ANSWER] == 'returned'
      or record[OLD_TOKEN] == token and record[OLD_ANSWER] == 'returned')
  return { again and 'returned' or 'lost', '' }
end

redis.call('ZREM', LEASES, job)
local account = leave_account(record[ACCOUNT], job)
record[ANSWER] = 'returned'
if record[CANCEL] == 1 then
  to_done(job, record, 'cancel')
  call_next(account, record[PER_ACCOUNT])
else
  to_front(job, record)
end
save(job, record)
redis.pcall('PUBLISH', ARGV[5], 'finished ' .. ARGV[3] .. ' ' .. job)
return { 'returned', ring_duty(ARGV[4], ARGV[3]) }
