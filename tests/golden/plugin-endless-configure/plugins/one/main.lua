local M = {}

function M.configure(site)
	repeat
	until not site.title
end

return M
