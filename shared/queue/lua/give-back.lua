#!lua flags=allow-oom
-- A worker that drains puts its job back at the front; no crash is counted. A job that is to be cancelled ends here.
-- keys    list recs leases done accounts parked
-- ARGV    1 job  2 token  3 organisation  4 channel `wake`  5 channel `hints`
-- Result  {'returned' | 'lost', what to do about the ring}
-- uses    record store accounts list unpark moves
local job, token = ARGV[1], ARGV[2]
local record = load_record(job)
if not record or record[STATE] ~= 'active' or record[TOKEN] ~= token then
  local again = record and record[LAST_TOKEN] == token and record[LAST_ANSWER] == 'returned'
  return { again and 'returned' or 'lost', '' }
end

drop_lease(job, record)
local held, running = leave_account(record[ACCOUNT], job)
record[LAST_TOKEN] = token
record[LAST_ANSWER] = 'returned'
if record[CANCEL] == 1 then
  to_done(job, record, 'cancel', '')
  unpark(record[ACCOUNT], record[PER_ACCOUNT], held, running)
else
  to_front(job, record)
end
save(job, record)
redis.pcall('PUBLISH', ARGV[5], 'finished ' .. ARGV[3] .. ' ' .. job)
return { 'returned', ring_duty(ARGV[4], ARGV[3]) }
