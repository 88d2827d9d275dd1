local M = {}

function M.page(page)
end

return M
