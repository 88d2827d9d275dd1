local M = {helpers = {}}
local kept

function M.configure(site, options)
	kept = options
end

function M.page(page)
	local n = 0
	for _, section in ipairs(page.sections) do
		for _, item in ipairs(section.items) do
			n = n + 1
			if item.checkable then item:annotate('number', n) end
		end
	end
	page:set('items', n)
	page:set('keys', {b = 1, a = 2, [true and 'c'] = {1, 2}})
end

function M.assemble(site)
	local lines = {}
	for _, page in ipairs(site:all_pages()) do
		lines[#lines + 1] = page.id .. ' ' .. page.data.item_count.items
	end
	site:set('lines', lines)
	site:output('data/items.txt', table.concat(lines, '\n') .. '\n')
end

function M.helpers.marked(text)
	return html('<mark>' .. kept.mark .. text .. '</mark>')
end

return M
