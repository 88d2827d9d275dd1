local M = {}

local fields = {
	"kind", "target", "url", "text", "output", "item", "source", "host", "key", "anchor",
	"line", "column", "byte_start", "byte_end", "address_start", "address_end",
}

function M.page(page)
	for _, link in ipairs(page.links) do
		if link.target == "contact" then
			page:report("warning", link, "mail is slow", "call")
		end
	end
end

function M.assemble(site)
	local out = {}
	for _, page in ipairs(site:all_pages()) do
		for _, link in ipairs(page.links) do
			local row = {page.id}
			for _, name in ipairs(fields) do
				row[#row + 1] = link[name] and name .. "=" .. link[name]
			end
			row[#row + 1] = link.ignored and "ignored" or nil
			out[#out + 1] = table.concat(row, " ")
		end
	end
	site:output("links.txt", table.concat(out, "\n") .. "\n")
end

function M.check(site, report)
	for _, page in ipairs(site:all_pages()) do
		for _, link in ipairs(page.links) do
			if link.item and link.anchor then
				report("warning", link, "'" .. link.key .. "' is a part of a page")
			end
		end
	end
end

return M
