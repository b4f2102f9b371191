-- Time comes from Redis only (R7). NOW in ms.
local clock = redis.call('TIME')
local NOW = clock[1] * 1000 + math.floor(clock[2] / 1000)
