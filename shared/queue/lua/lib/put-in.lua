-- Writes the record of a new job, from the arguments of `enqueue`, and puts it where it belongs.
local function put_in()
  local job, element, delay_ms = ARGV[1], ARGV[3], tonumber(ARGV[9])
  local record = new_record(tonumber(ARGV[2]), ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[10]), 0)
  record[STALLS] = tonumber(ARGV[6])
  record[RETRIES] = tonumber(ARGV[7])
  record[MAX_ATTEMPTS] = tonumber(ARGV[8])
  if delay_ms > 0 then
    record[STATE] = 'delayed'
    redis.call('ZADD', DELAYED, NOW + delay_ms, job)
  else
    push('RPUSH', element)
  end
  redis.call('HSET', RECS, job, cmsgpack.pack(record), job .. ':e', element)
end
