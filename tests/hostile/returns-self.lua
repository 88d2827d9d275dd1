local M = {}
M[M] = M
return M
