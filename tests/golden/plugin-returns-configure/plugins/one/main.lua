local M = {}

M.configure = function(site)
	return site
end

return M
