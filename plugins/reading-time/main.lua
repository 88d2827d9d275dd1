-- Reading time: minutes as a range, in page.data.reading_time.

local quick, careful

-- Words of markup: what stands between its tags.
local function words_of(markup)
	if not markup then return 0 end
	local text = tostring(markup):gsub("<[^>]*>", " ")
	local _, words = text:gsub("%S+", "")
	return words
end

local M = {helpers = {}}

function M.configure(site, options)
	if options.quick <= 0 or options.careful <= 0 then
		error("words a minute are more than 0")
	end
	quick = math.max(options.quick, options.careful)
	careful = math.min(options.quick, options.careful)
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

return M
