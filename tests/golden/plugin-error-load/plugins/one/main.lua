local M = {}
local x = M.a.b

return M
