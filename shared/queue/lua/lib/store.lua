-- The rest of what is done with a record.
local function save(job, record)
  redis.call('HSET', RECS, job, cmsgpack.pack(record))
end

local function element_of(job)
  return redis.call('HGET', RECS, job .. ':e')
end

local function forget(job, record)
  redis.call('HDEL', RECS, job, job .. ':e', job .. ':o', 't:' .. (record[TOKEN] or ''))
end
