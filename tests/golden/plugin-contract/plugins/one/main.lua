local M = {helpers = 1, extra = 2}

function M.page(page)
end

function M.check(site, report)
end

return M
