#!lua flags=allow-oom
-- Puts an organisation into the ring, once, and wakes workers.
-- keys    ring
-- ARGV    1 organisation  2 channel `wake`
-- Result  1 where it joined, 0 where it was there
local joined = 0
if not redis.call('LPOS', RING, ARGV[1]) then
  redis.call('RPUSH', RING, ARGV[1])
  joined = 1
end
redis.pcall('PUBLISH', ARGV[2], ARGV[1])
return joined
