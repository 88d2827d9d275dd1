local words = require("words")
local M = {}

function M.page(page)
	page:set("words", words.count(page.title) + (require("words") == words and 10 or 0))
	error(page.title .. " " .. words.count(page.title) .. " " .. tostring(require("more-words") == words))
end

return M
