local M = {page = function() end}
for i = 1, 1000000 do M[i] = i end
return M
