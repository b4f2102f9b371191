-- Keeps the answer to a finish beyond its record: the reply may have been lost, and the worker asks again (R10).
local ANSWERS_KEPT = 1000
local ANSWERS_SECONDS = 3600

local function remember_answer(record)
  if record[ANSWER] ~= 'done' then
    return
  end
  redis.call('ZADD', ANSWERS, NOW, record[TOKEN])
  redis.call('ZREMRANGEBYRANK', ANSWERS, 0, -1 - ANSWERS_KEPT)
  redis.call('EXPIRE', ANSWERS, ANSWERS_SECONDS)
end
