#!lua flags=allow-oom,no-writes
-- Which of these jobs Redis has, whole: a record whose container lost it (a key deleted by hand) is not known, so that the
-- reconciler puts it anew (R4). For `queued` only an empty list is noticed; to search a long one would cost too much.
-- keys    list recs leases delayed done accounts parked
-- ARGV    jobs
-- Result  {per job that is known: {job, gen, att, state, last worker, stalls, retries}}
-- uses    record accounts
local function is_whole(job, record)
  local state = record[STATE]
  if state == 'queued' then
    return redis.call('EXISTS', LIST) == 1
  elseif state == 'active' then
    return redis.call('ZSCORE', LEASES, job)
  elseif state == 'delayed' then
    return redis.call('ZSCORE', DELAYED, job)
  elseif state == 'parked' then
    return redis.call('ZSCORE', PARKED, parked_member(job, record))
  end
  return redis.call('LPOS', DONE, job)
end

local list = {}
for _, job in ipairs(ARGV) do
  local record = load_record(job)
  if record and is_whole(job, record) then
    list[#list + 1] = { job, record[GEN], record[ATT], record[STATE], record[WORKER] or '', record[STALLS], record[RETRIES] }
  end
end
return list
