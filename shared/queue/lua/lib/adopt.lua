-- A record for an element that was pushed by hand (development); nil where it does not say enough to be run.
local function is_count(value)
  return type(value) == 'number' and value >= 1 and value < 2 ^ 53 and value == math.floor(value)
end

local function is_name(value)
  return type(value) == 'string' and #value <= 200 and string.find(value, '^[^|%s%c]+$') ~= nil
end

local function adopt(element, job, later)
  local ok, envelope = pcall(cjson.decode, element)
  if not (ok and envelope.jobId == job and is_count(envelope.gen) and is_count(envelope.timeoutMs)) then
    return nil
  end
  if not (is_name(envelope.userId) and is_name(envelope.provider)) then
    return nil
  end
  local account = envelope.userId .. ':' .. envelope.provider
  return new_record(envelope.gen, account, 1, envelope.timeoutMs, later)
end
