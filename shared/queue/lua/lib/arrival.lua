-- A place in the order of arrival; 16 digits, so that texts sort as numbers do. `later` keeps what one call
-- takes in in its order.
local function arrival(later)
  return string.format('%016.0f', clock[1] * 1000000 + clock[2] + later)
end
