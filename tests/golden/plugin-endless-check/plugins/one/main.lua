local M = {}

function M.check(site)
	repeat
	until not site.title
end

return M
