-- SPDX-License-Identifier: GPL-3.0-or-later
-- control: luaH_resize cost depends only on table size (loop counts), no branch is responsible
local s = 4711
local function rnd(n) s = (s * 1103515245 + 12345) % 2147483648; return (s // 65536) % n end
local tot = 0
for i = 1, 3000 do
  local n = math.floor(2 ^ (4 + rnd(900) / 100)); local t = {}
  for j = 1, n do t["k" .. j] = j end
  tot = tot + n
end
print(tot)
