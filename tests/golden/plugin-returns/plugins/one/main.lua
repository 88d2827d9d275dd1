local M = {}

function M.page(page)
	return {words = 3}
end

return M
