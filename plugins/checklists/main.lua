-- Checklists: what a reader can tick, and how much of it there is.
--
-- Every box of a page becomes an entry with a full id. Required entries make the
-- percentage; stretch goals are counted apart and never lower it.

local counted, stretch

local function set_of(list)
	local set = {}
	for _, name in ipairs(list) do set[name] = true end
	return set
end

local function new_totals()
	return {required = 0, required_done = 0, stretch = 0, stretch_done = 0, hours = 0}
end

local function count(totals, entry)
	local kind = entry.required and "required" or "stretch"
	totals[kind] = totals[kind] + 1
	if entry.done then totals[kind .. "_done"] = totals[kind .. "_done"] + 1 end
	if entry.required then totals.hours = totals.hours + (entry.hours or 0) end
end

local function add(totals, more)
	for key, value in pairs(more) do totals[key] = totals[key] + value end
end

-- Whole percent of what is required; with nothing required all of it is done.
local function percent(done, required)
	if required == 0 then return 100 end
	return math.floor(100 * done / required)
end

-- Entries of the items and of those below them.
local function collect(items, section, entries, totals)
	for _, item in ipairs(items) do
		if item.checkable then
			local entry = {
				id = item.key,
				text = item.text,
				section = section.id,
				role = section.role,
				hours = item.hours,
				required = not stretch[section.role],
				done = item.done,
			}
			entries[#entries + 1] = entry
			count(totals, entry)
			item:annotate("required", entry.required)
		end
		collect(item.items, section, entries, totals)
	end
end

local M = {helpers = {}}

function M.configure(site, options)
	counted = #options.roles > 0 and set_of(options.roles) or nil
	stretch = set_of(options.stretch)
end

function M.page(page)
	local entries, sections, totals = {}, {}, new_totals()
	for _, section in ipairs(page.sections) do
		if not counted or counted[section.role] then
			local own = new_totals()
			collect(section.items, section, entries, own)
			if own.required + own.stretch > 0 then
				sections[#sections + 1] = {
					id = section.id, title = section.title, role = section.role, totals = own,
				}
				add(totals, own)
			end
		end
	end
	totals.percent = percent(totals.required_done, totals.required)
	page:set("totals", totals)
	page:set("sections", sections)
	page:set("items", entries)
end

function M.assemble(site)
	local course, weeks = new_totals(), {}
	for _, page in ipairs(site:all_pages()) do
		local totals = page.data.checklists.totals
		for key in pairs(course) do course[key] = course[key] + totals[key] end
		if page.week then
			weeks[#weeks + 1] = {
				week = page.week.number, id = page.id, required = totals.required,
				stretch = totals.stretch, hours = totals.hours,
			}
		end
	end
	course.percent = percent(course.required_done, course.required)
	site:set("totals", course)
	site:set("weeks", weeks)
end

-- percent(done, required): what a progress ring shows.
M.helpers.percent = percent

-- counts(page): boxes of a page, {required, stretch}, also when it has none.
function M.helpers.counts(page)
	local totals = page.data.checklists.totals
	return {required = totals.required, stretch = totals.stretch}
end

return M
