local M = {slots = {}}

function M.slots.after_contents(page)
	return "x"
end

M.slots["after-content"] = function(page)
	return "y"
end

return M
