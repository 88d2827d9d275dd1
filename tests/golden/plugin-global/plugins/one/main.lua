local M = {}

function M.page(page)
	total = 1
end

return M
