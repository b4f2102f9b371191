-- Accounts. The hash ACCOUNTS says of each: `held:<digest>` while it is held, `next:<job>` while a job that waited for it
-- is called forward and lies in the list, and the jobs that run, with spaces between; no field = free. PARKED orders the
-- jobs that wait for their account, `account|arrival|job`, all with score 0.
--
-- One job at a time is called forward, so that the order of an account stands. While jobs of an account wait that is
-- neither held nor full, one of its jobs lies in the list: whatever ends a job's run, or takes one of its jobs out of the
-- list, calls the next.
local function read_account(name)
  local value = redis.call('HGET', ACCOUNTS, name)
  local account = { name = name, running = {} }
  if value then
    for word in string.gmatch(value, '%S+') do
      local kind, rest = string.match(word, '^(%l+):(.+)$')
      if kind then
        account[kind] = rest
      else
        account.running[#account.running + 1] = word
      end
    end
  end
  return account
end

local function write_account(account)
  local words = {}
  for _, kind in ipairs({ 'held', 'next' }) do
    if account[kind] then
      words[#words + 1] = kind .. ':' .. account[kind]
    end
  end
  for _, job in ipairs(account.running) do
    words[#words + 1] = job
  end
  if #words == 0 then
    redis.call('HDEL', ACCOUNTS, account.name)
  else
    redis.call('HSET', ACCOUNTS, account.name, table.concat(words, ' '))
  end
end

-- The job neither runs nor is called forward any more.
local function leave_account(name, job)
  local account = read_account(name)
  for index = #account.running, 1, -1 do
    if account.running[index] == job then
      table.remove(account.running, index)
    end
  end
  if account.next == job then
    account.next = nil
  end
  write_account(account)
  return account
end

local function parked_member(job, record)
  return record[ACCOUNT] .. '|' .. record[SEQ] .. '|' .. job
end

local function first_parked(name)
  return redis.call('ZRANGEBYLEX', PARKED, '[' .. name .. '|', '(' .. name .. '}', 'LIMIT', 0, 1)[1]
end
