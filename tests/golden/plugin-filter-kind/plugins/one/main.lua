local M = {filter = {}}

function M.filter.heading(node) end

function M.filter.paragrph(node)
	return {}
end

return M
