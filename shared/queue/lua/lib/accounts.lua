-- Accounts: the hash ACCOUNTS says who runs, `<job> <job>`, preceded by `held:<digest>` while the account is held; no
-- field = free. PARKED orders the jobs that wait for their account, `account|arrival|job`, all with score 0.
--
-- While an account is not held and has a free slot and parked jobs, one of its jobs lies in the list: whatever frees a
-- slot, or takes such a job out of the list, calls `unpark`.
local function read_account(account)
  local value = redis.call('HGET', ACCOUNTS, account)
  local held, running = nil, {}
  if value then
    for word in string.gmatch(value, '%S+') do
      if string.sub(word, 1, 5) == 'held:' then
        held = string.sub(word, 6)
      else
        running[#running + 1] = word
      end
    end
  end
  return held, running
end

local function write_account(account, held, running)
  local value = table.concat(running, ' ')
  if held then
    value = 'held:' .. held .. (value == '' and '' or ' ' .. value)
  end
  if value == '' then
    redis.call('HDEL', ACCOUNTS, account)
  else
    redis.call('HSET', ACCOUNTS, account, value)
  end
end

local function leave_account(account, job)
  local held, running = read_account(account)
  for index = #running, 1, -1 do
    if running[index] == job then
      table.remove(running, index)
    end
  end
  write_account(account, held, running)
end

local function parked_member(job, record)
  return record[ACCOUNT] .. '|' .. record[SEQ] .. '|' .. job
end

-- Puts as many parked jobs of the account back at the front as may run, in their order.
local function unpark(account, per_account)
  local held, running = read_account(account)
  if held then
    return
  end
  local free, chosen = per_account - #running, {}
  while #chosen < free do
    local member = redis.call('ZRANGEBYLEX', PARKED, '[' .. account .. '|', '(' .. account .. '}', 'LIMIT', 0, 1)[1]
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
    save(job, record)
    redis.call('LPUSH', LIST, element_of(job))
    listed_now = true
  end
end
