#!lua flags=allow-oom
-- Claims the oldest job whose account is free.
-- KEYS    the organisation's, see lib/keys.lua
-- ARGV    1 token  2 worker  3 lease in ms  4 cap in flight  5 list elements to look at  6 organisation
--         7 channel `hints`
-- Result  {'job', job, gen, att, element, lease in ms, ms that the hard limit leaves}, {'unreadable', element},
--         {'empty'}, {'cap'} or {'blocked'}
-- uses    record accounts
local token, worker, lease_ms = ARGV[1], ARGV[2], tonumber(ARGV[3])

local function grant(job, record, element)
  return { 'job', job, record[GEN], record[ATT], element, lease_ms, record[DEADLINE] - NOW }
end

-- The reply to this very claim was lost: the same job again, its lease counted from now (R6).
local holding = redis.call('HGET', RECS, 't:' .. token)
if holding then
  local record = load_record(holding)
  if record and record[STATE] == 'active' and record[TOKEN] == token then
    redis.call('ZADD', LEASES, NOW + lease_ms, holding)
    return grant(holding, record, element_of(holding))
  end
end

if redis.call('ZCARD', LEASES) >= tonumber(ARGV[4]) then
  return { 'cap' }
end

local function is_count(value)
  return type(value) == 'number' and value >= 1 and value < 2 ^ 53 and value == math.floor(value)
end
local function is_name(value)
  return type(value) == 'string' and #value <= 200 and string.find(value, '^[^|%s%c]+$') ~= nil
end

-- What the element says, if it is an envelope; what the control plane writes begins with its job and is not decoded.
local function job_of(element)
  local job = string.match(element, '^{"v":1,"jobId":"([%w_-]+)","gen":%d')
  if job then
    return job
  end
  local ok, envelope = pcall(cjson.decode, element)
  if ok and type(envelope) == 'table' and type(envelope.jobId) == 'string' then
    return string.match(envelope.jobId, '^[%w_-]+$')
  end
end

-- An element that was pushed by hand has no record; nil where it is not complete enough to be run.
local function adopt(element, job)
  local ok, envelope = pcall(cjson.decode, element)
  if not (ok and envelope.jobId == job and is_count(envelope.gen) and is_count(envelope.timeoutMs)) then
    return nil
  end
  if not (is_name(envelope.userId) and is_name(envelope.provider)) then
    return nil
  end
  return new_record(envelope.gen, envelope.userId .. ':' .. envelope.provider, 1, envelope.timeoutMs)
end

for _ = 1, tonumber(ARGV[5]) do
  local element = redis.call('LINDEX', LIST, 0)
  if not element then
    return { 'empty' }
  end
  local job = job_of(element)
  local known = job and redis.call('HMGET', RECS, job, job .. ':e') or {}
  local record = known[1] and cmsgpack.unpack(known[1]) or (job and adopt(element, job))
  if not record then
    redis.call('LPOP', LIST)
    to_dead(element)
    return { 'unreadable', element }
  end

  if known[1] and (record[STATE] ~= 'queued' or known[2] ~= element) then
    -- Stale, or a second one of the same job: the record stands.
    redis.call('LPOP', LIST)
  else
    local held, running = read_account(record[ACCOUNT])
    redis.call('LPOP', LIST)
    if held or #running >= record[PER_ACCOUNT] then
      record[STATE] = 'parked'
      redis.call('ZADD', PARKED, 0, parked_member(job, record))
      redis.call('HSET', RECS, job, cmsgpack.pack(record), job .. ':e', element)
    else
      record[STATE] = 'active'
      record[ATT] = record[ATT] + 1
      record[TOKEN] = token
      record[WORKER] = worker
      record[RENEWED] = 0
      record[DEADLINE] = NOW + record[LIMIT_MS]
      redis.call('ZADD', LEASES, NOW + lease_ms, job)
      if known[1] then
        redis.call('HSET', RECS, job, cmsgpack.pack(record), 't:' .. token, job)
      else
        redis.call('HSET', RECS, job, cmsgpack.pack(record), 't:' .. token, job, job .. ':e', element)
      end
      running[#running + 1] = job
      write_account(record[ACCOUNT], nil, running)
      publish(ARGV[7], 'claimed ' .. ARGV[6] .. ' ' .. job)
      return grant(job, record, element)
    end
  end
end
return { 'blocked' }
