-- Puts the first of the account's waiting jobs back at the front, where it may run.
local function call_next(account, per_account)
  while not (account.held or account.next) and #account.running < per_account do
    local member = first_parked(account.name)
    if not member then
      return
    end
    redis.call('ZREM', PARKED, member)
    local job = string.match(member, '([^|]*)$')
    local record = load_record(job)
    -- An entry without its record is what is left of a hash that was deleted by hand.
    if record and record[STATE] == 'parked' and parked_member(job, record) == member then
      record[STATE] = 'queued'
      redis.call('HSET', RECS, job, cmsgpack.pack(record))
      push('LPUSH', redis.call('HGET', RECS, job .. ':e'))
      account.next = job
      write_account(account)
    end
  end
end
