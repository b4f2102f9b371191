#!lua flags=allow-oom
-- Puts delayed jobs whose time has come at the end of the list.
-- keys    list recs delayed
-- ARGV    1 jobs at most  2 organisation  3 channel `wake`
-- Result  {how many, what to do about the ring}
-- uses    clock record store arrival list
redis.call('LLEN', LIST)
local count = 0
for _, job in ipairs(redis.call('ZRANGEBYSCORE', DELAYED, '-inf', NOW, 'LIMIT', 0, ARGV[1])) do
  redis.call('ZREM', DELAYED, job)
  local record = load_record(job)
  if record and record[STATE] == 'delayed' then
    record[STATE] = 'queued'
    record[SEQ] = arrival(count)
    save(job, record)
    push('RPUSH', element_of(job))
    count = count + 1
  end
end
return { count, ring_duty(ARGV[3], ARGV[2]) }
