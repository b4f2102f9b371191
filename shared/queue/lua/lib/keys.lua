-- Every script of an organisation declares the same keys, all in the slot of its documented list.
local LIST, RECS, LEASES, DELAYED, DONE = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local DEAD, ACCOUNTS, PARKED, ANSWERS = KEYS[6], KEYS[7], KEYS[8], KEYS[9]

-- Read first of all: the list is a key that people touch by hand, so a wrong type is met before anything is written.
local listed_before = redis.call('LLEN', LIST)
local listed_now = false

local clock = redis.call('TIME')
local NOW = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)

-- A hint is only a hint: one that is refused (ACL) must not fail what was done.
local function publish(channel, text)
  redis.pcall('PUBLISH', channel, text)
end

-- What the caller has to do about the ring: 'join' where a list that was empty has an element again (the ring lies in
-- another slot, and a worker must not be woken before the organisation is in it). Else workers are woken from here.
local function ring_duty(wake, org)
  if not listed_now then
    return ''
  end
  if listed_before == 0 then
    return 'join'
  end
  publish(wake, org)
  return ''
end
