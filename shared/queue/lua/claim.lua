#!lua flags=allow-oom
-- Claims the oldest job whose account is free.
-- keys    list recs leases dead accounts parked
-- ARGV    1 token  2 worker  3 lease in ms  4 cap in flight  5 list elements to look at  6 organisation
--         7 channel `hints`  8 channel `wake`
-- Result  {'job', job, gen, att, element, lease in ms, ms that the hard limit leaves, what to do about the ring},
--         {'unreadable', element}, {'empty'}, {'cap'} or {'blocked'}
-- uses    clock record accounts
local token, lease_ms = ARGV[1], tonumber(ARGV[3])

for turn = 1, tonumber(ARGV[5]) do
  local element = redis.call('LINDEX', LIST, 0)
  -- What the control plane writes begins with its job and is not decoded.
  local job = element and string.match(element, '^{"v":1,"jobId":"([%w_-]+)","gen":%d')
  if element and not job then
    local ok, envelope = pcall(cjson.decode, element)
    job = ok and type(envelope) == 'table' and string.match(tostring(envelope.jobId), '^[%w_-]+$')
  end
  job = job or ''
  local mine, packed, known_element = unpack(redis.call('HMGET', RECS, 't:' .. token, job, job .. ':e'))

  local before = mine and load_record(mine)
  if before and before[STATE] == 'active' and before[TOKEN] == token then
    -- The reply to this very claim was lost: the same job again, its lease counted from now (R6).
    redis.call('ZADD', LEASES, NOW + lease_ms, mine)
    local left_ms = before[DEADLINE] - NOW
    return { 'job', mine, before[GEN], before[ATT], redis.call('HGET', RECS, mine .. ':e'), lease_ms, left_ms, '' }
  end
  if redis.call('ZCARD', LEASES) >= tonumber(ARGV[4]) then
    return { 'cap' }
  end
  if not element then
    return { 'empty' }
  end

  local record
  if packed then
    record = cmsgpack.unpack(packed)
  elseif job ~= '' then
    -- uses    arrival new-record adopt
    record = adopt(element, job, turn)
  end
  if not record then
    -- uses    dead
    redis.call('LTRIM', LIST, 1, -1)
    to_dead(element)
    return { 'unreadable', element }
  end

  if packed and (record[STATE] ~= 'queued' or known_element ~= element) then
    -- Stale, or a second one of the same job: the record stands.
    redis.call('LTRIM', LIST, 1, -1)
  else
    local account = read_account(record[ACCOUNT])
    local was_called = account.next == job
    if was_called then
      account.next = nil
    end
    redis.call('LTRIM', LIST, 1, -1)
    if not packed then
      redis.call('HSET', RECS, job .. ':e', element)
    end
    if account.held or #account.running >= record[PER_ACCOUNT] then
      record[STATE] = 'parked'
      if was_called then
        write_account(account)
      end
      redis.call('ZADD', PARKED, 0, parked_member(job, record))
      redis.call('HSET', RECS, job, cmsgpack.pack(record))
    else
      record[STATE] = 'active'
      record[ATT] = record[ATT] + 1
      if record[ANSWER] and record[ANSWER] ~= '' then
        record[OLD_TOKEN] = record[TOKEN]
        record[OLD_ANSWER] = record[ANSWER]
        record[ANSWER] = ''
        redis.call('HDEL', RECS, 't:' .. record[TOKEN])
      end
      record[TOKEN] = token
      record[WORKER] = ARGV[2]
      record[DEADLINE] = NOW + record[LIMIT_MS]
      record[RENEWED] = 0
      record[RETURNS] = record[RETURNS] or 0
      account.running[#account.running + 1] = job
      redis.call('ZADD', LEASES, NOW + lease_ms, job)
      redis.call('HSET', RECS, job, cmsgpack.pack(record), 't:' .. token, job)
      write_account(account)
      redis.pcall('PUBLISH', ARGV[7], 'claimed ' .. ARGV[6] .. ' ' .. job)
      local duty = ''
      if #account.running < record[PER_ACCOUNT] then
        -- uses    list call-next
        call_next(account, record[PER_ACCOUNT])
        duty = ring_duty(ARGV[8], ARGV[6])
      end
      return { 'job', job, record[GEN], record[ATT], element, lease_ms, record[LIMIT_MS], duty }
    end
  end
end
return { 'blocked' }
