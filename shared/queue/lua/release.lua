#!lua flags=allow-oom
-- Ends a hold; the account's waiting jobs are called forward in order. Without a digest it does so also where nothing is
-- held, as a repair.
-- keys    list recs accounts parked
-- ARGV    1 account  2 digest that it must be held by, or ''  3 organisation  4 channel `wake`
-- Result  what to do about the ring
-- uses    record accounts list call-next
redis.call('LLEN', LIST)
local account, digest = read_account(ARGV[1]), ARGV[2]
if digest ~= '' and digest ~= account.held then
  return ''
end
if account.held then
  account.held = nil
  write_account(account)
end
-- How many may run at a time stands in the jobs: the first that waits tells.
local first = first_parked(account.name)
local record = first and load_record(string.match(first, '([^|]*)$'))
call_next(account, record and record[PER_ACCOUNT] or 1)
return ring_duty(ARGV[4], ARGV[3])
