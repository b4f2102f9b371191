-- The record of a job.
--
--   enqueue ──> queued ──claim──> active ──finish──────────────────> done ──confirm──> (nothing)
--                ^ ^ │              │ │ └─ cancel: asked, then finish,
--                │ │ └─claim, account │    revoke or reap ─────────> done
--                │ │   busy or held   │
--                │ │        v         ├─ give back, first lost lease ──> queued (front)
--                │ └─── parked        └─ retry, later lost leases ─────> delayed ──promote──> queued
--                └──── delayed
--   queued, parked, delayed ──cancel──> done        any state ──enqueue with a higher gen──> queued | delayed
--
-- State and container always agree (I1): queued = one list element, active = one lease, delayed = one entry there,
-- parked = one entry there, done = one entry in `done`. Only active has a token.
--
-- In the hash RECS: `<job>` the record, a MessagePack array; `<job>:e` the element as it lies in the list; `<job>:o` the
-- outcome as its worker told it; `t:<token>` the job that a claim's token holds.
local GEN, ATT, STATE, STALLS, RETRIES, MAX_ATTEMPTS = 1, 2, 3, 4, 5, 6
local PER_ACCOUNT, ACCOUNT, SEQ, LIMIT_MS, TOKEN, WORKER = 7, 8, 9, 10, 11, 12
-- DEADLINE in ms of Redis TIME. RENEWED: 0 never, 1 yes, 2 also after its hard deadline. RETURNS: lost leases not counted.
local DEADLINE, RENEWED, RETURNS, CANCEL = 13, 14, 15, 16
-- The token of the attempt that ended last and the answer it got. ENDED_BY worker, cancel or dead; CAUSE says why dead.
local LAST_TOKEN, LAST_ANSWER, ENDED_BY, CAUSE = 17, 18, 19, 20

local DEAD_KEPT = 1000
local ANSWERS_KEPT = 1000
local ANSWERS_SECONDS = 3600

local function load_record(job)
  local packed = redis.call('HGET', RECS, job)
  return packed and cmsgpack.unpack(packed)
end

local function save(job, record)
  redis.call('HSET', RECS, job, cmsgpack.pack(record))
end

local function element_of(job)
  return redis.call('HGET', RECS, job .. ':e')
end

-- A place in the order of arrival; 16 digits, so that texts sort as numbers do. `later` keeps a batch in its order.
local function arrival(later)
  return string.format('%016.0f', tonumber(clock[1]) * 1000000 + tonumber(clock[2]) + (later or 0))
end

local function new_record(gen, account, per_account, limit_ms)
  return { gen, 0, 'queued', 0, 0, 3, per_account, account, arrival(), limit_ms, '', '', 0, 0, 0, 0, '', '', '', '' }
end

local function forget(job)
  redis.call('HDEL', RECS, job, job .. ':e', job .. ':o')
end

-- Keeps the answer to a finish beyond its record: the reply may have been lost, and the worker asks again (R10).
local function remember_answer(record)
  if record[LAST_ANSWER] ~= 'done' then
    return
  end
  redis.call('ZADD', ANSWERS, NOW, record[LAST_TOKEN])
  redis.call('ZREMRANGEBYRANK', ANSWERS, 0, -1 - ANSWERS_KEPT)
  redis.call('EXPIRE', ANSWERS, ANSWERS_SECONDS)
end

local function to_dead(element)
  redis.call('RPUSH', DEAD, element)
  redis.call('LTRIM', DEAD, -DEAD_KEPT, -1)
end
