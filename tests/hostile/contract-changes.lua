local M = {page = function() end}
local name = ("x"):rep(1000000)
M[name] = M
return M
