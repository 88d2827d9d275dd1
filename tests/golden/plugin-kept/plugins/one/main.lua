local M = {}
local kept

function M.page(page)
	if kept then
		page:set('title', kept.title)
	end
	kept = page
end

return M
