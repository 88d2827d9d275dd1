local M = {}

M.assemble = function(site)
	return site
end

return M
