local M = {slots = {}}

function M.slots.facts(page)
	return page.week.our .. " h"
end

return M
