#!lua flags=allow-oom
-- Forgets a job whose end is committed, if it is still at this fence; keeps the answer to its finish for a while.
-- keys    recs done answers
-- ARGV    1 job  2 gen  3 att
-- Result  1 where it was forgotten, else 0
-- uses    clock record store answers
local job = ARGV[1]
local record = load_record(job)
if not record or record[STATE] ~= 'done' then
  return 0
end
if record[GEN] ~= tonumber(ARGV[2]) or record[ATT] ~= tonumber(ARGV[3]) then
  return 0
end
redis.call('LREM', DONE, 1, job)
remember_answer(record)
forget(job, record)
return 1
