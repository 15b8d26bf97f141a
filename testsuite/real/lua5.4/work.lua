-- SPDX-License-Identifier: GPL-3.0-or-later
-- 1 500 000 concatenations of 2 to 8 pieces.  With the seed, slow are those of more than 6
-- pieces whose result is longer than 40 bytes: 5 %; each condition alone says little.
local state = 12345
local function random(n)
  state = (state * 1103515245 + 12345) % 2147483648
  return (state // 65536) % n
end
local short, long = {}, {}
for i = 0, 63 do
  short[i] = string.format("%x", i % 16)
  long[i] = string.rep(string.char(97 + i % 26), 20 + i % 8)
end
local sum = 0
for i = 1, 1500000 do
  local k, r = random(100), nil
  local a, b, c, d = short[random(64)], short[random(64)], short[random(64)], short[random(64)]
  local e, f, g, h = short[random(64)], short[random(64)], short[random(64)], short[random(64)]
  local L = long[random(64)]
  if k < 5 then r = a .. b .. c .. L .. d .. e .. L .. f        -- many and long: slow
  elseif k < 30 then r = a .. b .. c .. d .. e .. f .. g .. h   -- many, short
  elseif k < 60 then r = L .. L .. a                            -- few, long
  else r = a .. b end                                           -- few, short
  sum = sum + #r
end
print(sum)
