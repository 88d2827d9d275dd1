local M = {}

function M.page(page)
	if page.week then
		page:set('hours', page.week.hours + 1)
	end
end

return M
