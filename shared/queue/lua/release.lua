#!lua flags=allow-oom
-- Ends a hold; the account's parked jobs that may run now go back to the front, in order. Without a digest it does so
-- also where nothing is held, as a repair.
-- keys    list recs accounts parked
-- ARGV    1 account  2 digest that it must be held by, or ''  3 organisation  4 channel `wake`
-- Result  what to do about the ring
-- uses    record accounts list unpark
local account, digest = ARGV[1], ARGV[2]
redis.call('LLEN', LIST)
local held, running = read_account(account)
if digest ~= '' and digest ~= held then
  return ''
end
if held then
  write_account(account, nil, running)
end
-- How many may run at a time stands in the jobs: the first that waits tells.
local first = first_parked(account)
local record = first and load_record(string.match(first, '([^|]*)$'))
unpark(account, record and record[PER_ACCOUNT] or 1, nil, running)
return ring_duty(ARGV[4], ARGV[3])
