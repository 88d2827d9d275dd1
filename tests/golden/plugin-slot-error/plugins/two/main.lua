local M = {slots = {}}

function M.slots.before_content(page)
	if page.kind == "page" then
		return {page.title}
	end
end

return M
