#!lua flags=allow-oom
-- Extends a lease. Past the hard deadline it is not extended any more: the worker has what is left of it to end the job
-- itself, then `reap` gives the job up (R22).
-- keys    recs leases
-- ARGV    1 job  2 token  3 lease in ms
-- Result  'held' | 'cancel' | 'overdue' | 'lost'
-- uses    clock record
local job = ARGV[1]
local record = load_record(job)
if not record or record[STATE] ~= 'active' or record[TOKEN] ~= ARGV[2] then
  return 'lost'
end

local overdue = NOW >= record[DEADLINE]
local seen = overdue and 2 or 1
if record[RENEWED] ~= seen then
  record[RENEWED] = seen
  redis.call('HSET', RECS, job, cmsgpack.pack(record))
end
if not overdue then
  redis.call('ZADD', LEASES, NOW + tonumber(ARGV[3]), job)
end
if record[CANCEL] == 1 then
  return 'cancel'
end
return overdue and 'overdue' or 'held'
