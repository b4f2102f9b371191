#!lua flags=allow-oom
-- Claims the oldest job whose account is free.
-- keys    list recs leases dead accounts parked
-- ARGV    1 token  2 worker  3 lease in ms  4 cap in flight  5 list elements to look at  6 organisation
--         7 channel `hints`
-- Result  {'job', job, gen, att, element, lease in ms, ms that the hard limit leaves}, {'unreadable', element},
--         {'empty'}, {'cap'} or {'blocked'}
-- uses    clock record accounts
local token, lease_ms = ARGV[1], tonumber(ARGV[3])

-- The reply to this very claim was lost: the same job again, its lease counted from now (R6).
local holding = redis.call('HGET', RECS, 't:' .. token)
local held_record = holding and load_record(holding)
if held_record and held_record[STATE] == 'active' and held_record[TOKEN] == token then
  local element = redis.call('HGET', RECS, holding .. ':e')
  redis.call('ZADD', LEASES, NOW + lease_ms, holding)
  local left_ms = held_record[DEADLINE] - NOW
  return { 'job', holding, held_record[GEN], held_record[ATT], element, lease_ms, left_ms }
end

if redis.call('ZCARD', LEASES) >= tonumber(ARGV[4]) then
  return { 'cap' }
end

for _ = 1, tonumber(ARGV[5]) do
  local element = redis.call('LINDEX', LIST, 0)
  if not element then
    return { 'empty' }
  end
  -- What the control plane writes begins with its job and is not decoded.
  local job = string.match(element, '^{"v":1,"jobId":"([%w_-]+)","gen":%d')
  if not job then
    local ok, envelope = pcall(cjson.decode, element)
    job = ok and type(envelope) == 'table' and string.match(tostring(envelope.jobId), '^[%w_-]+$')
  end
  local packed, known_element, record
  if job then
    packed, known_element = unpack(redis.call('HMGET', RECS, job, job .. ':e'))
    if packed then
      record = cmsgpack.unpack(packed)
    else
      -- uses    new-record adopt
      record = adopt(element, job)
    end
  end
  if not record then
    -- uses    dead
    redis.call('LPOP', LIST)
    to_dead(element)
    return { 'unreadable', element }
  end

  if packed and (record[STATE] ~= 'queued' or known_element ~= element) then
    -- Stale, or a second one of the same job: the record stands.
    redis.call('LPOP', LIST)
  else
    local account = record[ACCOUNT]
    local held, running = read_account(account)
    redis.call('LPOP', LIST)
    if not packed then
      redis.call('HSET', RECS, job .. ':e', element)
    end
    if held or #running >= record[PER_ACCOUNT] then
      record[STATE] = 'parked'
      redis.call('ZADD', PARKED, 0, parked_member(job, record))
      redis.call('HSET', RECS, job, cmsgpack.pack(record))
    else
      record[STATE] = 'active'
      record[ATT] = record[ATT] + 1
      record[TOKEN] = token
      record[WORKER] = ARGV[2]
      record[RENEWED] = 0
      record[DEADLINE] = NOW + record[LIMIT_MS]
      running[#running + 1] = job
      redis.call('ZADD', LEASES, NOW + lease_ms, job)
      redis.call('HSET', RECS, job, cmsgpack.pack(record), 't:' .. token, job)
      write_account(account, nil, running)
      redis.pcall('PUBLISH', ARGV[7], 'claimed ' .. ARGV[6] .. ' ' .. job)
      return { 'job', job, record[GEN], record[ATT], element, lease_ms, record[LIMIT_MS] }
    end
  end
end
return { 'blocked' }
