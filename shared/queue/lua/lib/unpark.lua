-- Puts as many parked jobs of the account back at the front as may run, in their order.
local function unpark(account, per_account, held, running)
  local free, chosen = per_account - #running, {}
  while not held and #chosen < free do
    local member = first_parked(account)
    if not member then
      break
    end
    redis.call('ZREM', PARKED, member)
    local job = string.match(member, '([^|]*)$')
    local record = load_record(job)
    -- An entry without its record is what is left of a hash that was deleted by hand.
    if record and record[STATE] == 'parked' and parked_member(job, record) == member then
      chosen[#chosen + 1] = { job, record }
    end
  end
  for index = #chosen, 1, -1 do
    local job, record = chosen[index][1], chosen[index][2]
    record[STATE] = 'queued'
    redis.call('HSET', RECS, job, cmsgpack.pack(record))
    push('LPUSH', redis.call('HGET', RECS, job .. ':e'))
  end
end
