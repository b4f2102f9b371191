-- Takes the job out of the container that its state names.
local function take_out(job, record)
  local state = record[STATE]
  if state == 'queued' then
    redis.call('LREM', LIST, 1, element_of(job))
  elseif state == 'active' then
    drop_lease(job, record)
  elseif state == 'delayed' then
    redis.call('ZREM', DELAYED, job)
  elseif state == 'parked' then
    redis.call('ZREM', PARKED, parked_member(job, record))
  elseif state == 'done' then
    redis.call('LREM', DONE, 1, job)
    remember_answer(record)
  end
end
