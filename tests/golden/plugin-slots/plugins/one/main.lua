local M = {slots = {}}

local kept

function M.configure(site, options)
	kept = site.title
end

function M.page(page)
	page:set("length", #page.title)
end

function M.slots.head() return html('<meta name="one" content="1">') end
function M.slots.header() return nil end
function M.slots.before_content() return "" end

function M.slots.facts(page, site)
	return html("<div><dt>Letters</dt><dd>" .. page.data.one.length .. "</dd></div>")
end

function M.slots.after_section(page, site, section)
	return kept .. " & " .. section.title .. "\n"
end

function M.slots.after_content(page, site)
	return page.data.one and page.data.one.length or tostring(page.data.one)
end

function M.slots.footer() return 1.5 end

return M
