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
-- outcome as its worker told it; `t:<token>` the job of a claim's token.
local GEN, ATT, STATE, STALLS, RETRIES, MAX_ATTEMPTS = 1, 2, 3, 4, 5, 6
local PER_ACCOUNT, ACCOUNT, SEQ, LIMIT_MS, CANCEL = 7, 8, 9, 10, 11
-- From the first claim on, of the newest attempt. TOKEN is '' once it was taken away. DEADLINE in ms of Redis TIME.
-- RENEWED: 0 never, 1 yes, 2 also after its hard deadline. RETURNS: lost leases that were not counted.
local TOKEN, WORKER, DEADLINE, RENEWED, RETURNS = 12, 13, 14, 15, 16
-- What the attempt's end was answered with ('' while it runs), and the same of the attempt before it (R10).
local ANSWER, OLD_TOKEN, OLD_ANSWER = 17, 18, 19
-- Of a job that ended otherwise than by its worker: cancel, stalls or run_limit.
local ENDED = 20

local function load_record(job)
  local packed = redis.call('HGET', RECS, job)
  return packed and cmsgpack.unpack(packed)
end
