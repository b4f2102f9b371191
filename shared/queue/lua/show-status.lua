#!lua flags=allow-oom
-- Shows a job's status if it is not older than what is shown: a higher fence always, the same fence only forward (R28).
-- keys    status fence
-- ARGV    1 gen  2 att  3 status  4 lifetime in seconds
-- Result  1 where it is shown, else 0
local RANK = {
  queued = 0,
  running = 1,
  needs_person = 1,
  needs_login = 2,
  needs_review = 2,
  completed = 3,
  failed = 3,
  cancelled = 3,
}
local gen, att, status = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local shown, fence = redis.call('GET', STATUS), redis.call('GET', FENCE)
local shown_gen, shown_att = string.match(fence or '', '^(%d+)%.(%d+)$')
shown_gen, shown_att = tonumber(shown_gen or -1), tonumber(shown_att or -1)

if gen < shown_gen or (gen == shown_gen and att < shown_att) then
  return 0
end
if gen == shown_gen and att == shown_att and shown and shown ~= status then
  local from, to = RANK[shown] or -1, RANK[status]
  local answered = from == 1 and to == 1
  if to <= from and not answered then
    return 0
  end
end
redis.call('SET', STATUS, status, 'EX', ARGV[4])
redis.call('SET', FENCE, ARGV[1] .. '.' .. ARGV[2], 'EX', ARGV[4])
return 1
