-- Moves between containers. None of them saves the record: the caller does, once, when it is complete.

-- Takes the job from whoever runs it: lease and token.
local function drop_lease(job, record)
  redis.call('ZREM', LEASES, job)
  redis.call('HDEL', RECS, 't:' .. record[TOKEN])
  record[TOKEN] = ''
  record[DEADLINE] = 0
end

local function to_front(job, record)
  record[STATE] = 'queued'
  redis.call('LPUSH', LIST, element_of(job))
  listed_now = true
end

local function to_delayed(job, record, delay_ms)
  record[STATE] = 'delayed'
  redis.call('ZADD', DELAYED, NOW + delay_ms, job)
end

local function to_done(job, record, by, cause)
  record[STATE] = 'done'
  record[ENDED_BY] = by
  record[CAUSE] = cause or ''
  redis.call('RPUSH', DONE, job)
end

-- Takes the job out of the container that its state names.
local function take_out(job, record)
  local state = record[STATE]
  if state == 'queued' then
    redis.call('LREM', LIST, 1, element_of(job))
  elseif state == 'active' then
    drop_lease(job, record)
    leave_account(record[ACCOUNT], job)
  elseif state == 'delayed' then
    redis.call('ZREM', DELAYED, job)
  elseif state == 'parked' then
    redis.call('ZREM', PARKED, parked_member(job, record))
  elseif state == 'done' then
    redis.call('LREM', DONE, 1, job)
    remember_answer(record)
  end
end
