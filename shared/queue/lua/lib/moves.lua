-- Moves between containers. None of them saves the record: the caller does, once, when it is complete.

-- The list is a key that people touch by hand: a wrong type is met here, before anything is written.
redis.call('LLEN', LIST)

-- Takes the job from whoever runs it: lease and token.
local function drop_lease(job, record)
  redis.call('ZREM', LEASES, job)
  redis.call('HDEL', RECS, 't:' .. record[TOKEN])
  record[TOKEN] = ''
end

local function to_front(job, record)
  record[STATE] = 'queued'
  push('LPUSH', element_of(job))
end

-- `how` as in ENDED. The record of a job that was never claimed is shorter; an array may have no gaps.
local function to_done(job, record, how)
  local blank = { [DEADLINE] = 0, [RENEWED] = 0, [RETURNS] = 0 }
  for field = #record + 1, OLD_ANSWER do
    record[field] = blank[field] or ''
  end
  record[STATE] = 'done'
  record[ENDED] = how
  redis.call('RPUSH', DONE, job)
end
