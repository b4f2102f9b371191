-- Pushes into the list, and what that means for the ring.
local pushed, was_empty = false, false

local function push(command, element)
  if redis.call(command, LIST, element) == 1 then
    was_empty = true
  end
  pushed = true
end

-- What the caller has to do about the ring: 'join' where a list that was empty has an element again (the ring lies in
-- another slot, and a worker must not be woken before the organisation is in it). Else workers are woken from here.
local function ring_duty(wake, org)
  if was_empty then
    return 'join'
  end
  if pushed then
    redis.pcall('PUBLISH', wake, org)
  end
  return ''
end
