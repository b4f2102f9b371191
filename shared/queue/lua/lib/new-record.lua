local function new_record(gen, account, per_account, limit_ms, later)
  return { gen, 0, 'queued', 0, 0, 3, per_account, account, arrival(later), limit_ms, 0 }
end
