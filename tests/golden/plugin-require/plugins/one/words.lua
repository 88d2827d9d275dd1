local M = {}

function M.count(text)
	return select(2, text:gsub("%S+", ""))
end

return M
