#!lua flags=allow-oom
-- The jobs that ended and wait for their commit, oldest first. Entries whose record is gone are dropped.
-- keys    recs done
-- ARGV    1 jobs at most
-- Result  {per job: {job, gen, att, stalls, 'cancel' | 'stalls' | 'run_limit' or '' by its worker, last worker, element,
--         outcome or ''}}
-- uses    record
local list = {}
for _, job in ipairs(redis.call('LRANGE', DONE, 0, ARGV[1] - 1)) do
  local known = redis.call('HMGET', RECS, job, job .. ':e', job .. ':o')
  local record = known[1] and cmsgpack.unpack(known[1])
  if record and record[STATE] == 'done' then
    list[#list + 1] = {
      job,
      record[GEN],
      record[ATT],
      record[STALLS],
      record[ENDED] or '',
      record[WORKER] or '',
      known[2],
      known[3] or '',
    }
  else
    redis.call('LREM', DONE, 0, job)
  end
end
return list
