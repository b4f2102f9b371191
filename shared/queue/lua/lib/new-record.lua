local function new_record(gen, account, per_account, limit_ms)
  local seq = string.format('%s%06d', clock[1], clock[2])
  return { gen, 0, 'queued', 0, 0, 3, per_account, account, seq, limit_ms, 0 }
end
