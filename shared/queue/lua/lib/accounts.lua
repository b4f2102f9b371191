-- Accounts: the hash ACCOUNTS says who runs, `<job> <job>`, preceded by `held:<digest>` while the account is held; no
-- field = free. PARKED orders the jobs that wait for their account, `account|arrival|job`, all with score 0.
--
-- While an account is not held and has a free slot and parked jobs, one of its jobs lies in the list: whatever frees a
-- slot, or takes such a job out of the list, calls `unpark`.

-- The digest that holds it, or nil, and the jobs that run.
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

-- The job no longer runs. Returns what read_account does.
local function leave_account(account, job)
  local held, running = read_account(account)
  for index = #running, 1, -1 do
    if running[index] == job then
      table.remove(running, index)
    end
  end
  write_account(account, held, running)
  return held, running
end

local function parked_member(job, record)
  return record[ACCOUNT] .. '|' .. record[SEQ] .. '|' .. job
end

local function first_parked(account)
  return redis.call('ZRANGEBYLEX', PARKED, '[' .. account .. '|', '(' .. account .. '}', 'LIMIT', 0, 1)[1]
end
