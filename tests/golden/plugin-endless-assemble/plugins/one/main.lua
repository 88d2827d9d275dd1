local M = {}

function M.assemble(site)
	repeat
	until not site.title
end

return M
