-- Elements kept for people to look at; the truth about a job is its row.
local DEAD_KEPT = 1000

local function to_dead(element)
  redis.call('RPUSH', DEAD, element)
  redis.call('LTRIM', DEAD, -DEAD_KEPT, -1)
end
