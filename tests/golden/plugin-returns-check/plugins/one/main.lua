local M = {}

M.check = function(site)
	return site
end

return M
