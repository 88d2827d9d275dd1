local M = {}

function M.page(page)
	for _, section in ipairs(page.sections) do
		page:set(section.rolle, 1)
	end
	page:sett('a', 1)
end

return M
