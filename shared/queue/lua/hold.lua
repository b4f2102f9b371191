#!lua flags=allow-oom
-- Holds an account: none of its jobs is claimed until `release`. What runs goes on.
-- keys    accounts parked
-- ARGV    1 account  2 digest of the session value that failed
-- Result  1
-- uses    accounts
local account = read_account(ARGV[1])
account.held = ARGV[2]
write_account(account)
return 1
