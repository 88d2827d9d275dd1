-- Reading time: minutes as a range, in page.data.reading_time, and among the facts of a page.

local quick, careful, label, minutes_text

-- Words of markup: what stands between its tags.
local function words_of(markup)
	if not markup then return 0 end
	local text = tostring(markup):gsub("<[^>]*>", " ")
	local _, words = text:gsub("%S+", "")
	return words
end

local function escape(text)
	return (text:gsub("[&<>]", {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;"}))
end

local M = {helpers = {}, slots = {}}

function M.configure(site, options)
	if options.quick <= 0 or options.careful <= 0 then
		error("words a minute are more than 0")
	end
	quick = math.max(options.quick, options.careful)
	careful = math.min(options.quick, options.careful)
	label, minutes_text = options.label, options.minutes
end

function M.page(page)
	local words = words_of(page.content)
	page:set("words", words)
	page:set("minutes", {low = math.ceil(words / quick), high = math.ceil(words / careful)})
end

-- range(minutes): "3" or "3–5".
function M.helpers.range(minutes)
	if minutes.low == minutes.high then return tostring(minutes.low) end
	return minutes.low .. "–" .. minutes.high
end

-- Pages that no file holds have no minutes.
function M.slots.facts(page)
	local data = page.data.reading_time
	if not data or data.words == 0 then return nil end
	local text = minutes_text:gsub("{range}", M.helpers.range(data.minutes))
	return html("<div><dt>" .. escape(label) .. "</dt><dd>" .. escape(text) .. "</dd></div>")
end

return M
