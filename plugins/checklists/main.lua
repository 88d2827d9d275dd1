-- Checklists: what a reader can tick, and how much of it there is.
--
-- Every box of a page becomes an entry with a full id. Required entries make the
-- percentage; stretch goals are counted apart and never lower it.

local counted, stretch, labels
local place_of -- id of a week to its place among the weeks that can be ticked, once asked for

local function set_of(list)
	local set = {}
	for _, name in ipairs(list) do set[name] = true end
	return set
end

local function new_totals()
	return {required = 0, required_done = 0, stretch = 0, stretch_done = 0, hours = 0}
end

local function kind_of(role)
	return stretch[role] and "stretch" or "required"
end

local function count(totals, entry)
	local kind = entry.required and "required" or "stretch"
	totals[kind] = totals[kind] + 1
	if entry.done then totals[kind .. "_done"] = totals[kind .. "_done"] + 1 end
	if entry.required then totals.hours = totals.hours + (entry.hours or 0) end
end

local function add(totals, more)
	for key, value in pairs(totals) do totals[key] = value + more[key] end
end

-- Whole percent of what is required; with nothing required all of it is done.
local function percent(done, required)
	if required == 0 then return 100 end
	return math.floor(100 * done / required)
end

-- Ids, too: one that was written into ids.lock by hand may hold anything.
local function quoted(text)
	if text:find('["\\<%c]') then
		text = text:gsub('["\\<%c]', function(c) return ("\\u%04x"):format(c:byte()) end)
	end
	return '"' .. text .. '"'
end

-- A figure, or both ends of a range, as the script has it.
local function hours_of(item)
	local low, high = item.hours_low, item.hours_high
	if not low then return "0" end
	return low == high and ("%g"):format(low) or ("[%g,%g]"):format(low, high)
end

-- Up to the last that is not nothing.
local function cut_list(hours)
	local last = #hours
	while hours[last] == "0" do last = last - 1 end
	return table.concat(hours, ",", 1, last)
end

-- What the scripts of the site know of a page, in pieces of JavaScript.
local function new_facts()
	return {required = {}, hours = {}, stretch = {}, done = {}, aliases = {}, texts = {}}
end

local function add_fact(facts, item, entry)
	local id = quoted(entry.id)
	local list = facts[entry.required and "required" or "stretch"]
	list[#list + 1] = id
	if entry.required then facts.hours[#list] = hours_of(item) end
	if entry.done then facts.done[#facts.done + 1] = id end
	for _, alias in ipairs(item.aliases) do
		facts.aliases[#facts.aliases + 1] = quoted(alias) .. ":" .. id
	end
	facts.texts[#facts.texts + 1] = ("%s:[%s,%s]"):format(id, quoted(item.id), quoted(entry.text))
end

-- The boxes of a page as a line of the script.
local function script_line(page, facts)
	return ('{"id":%s,%s"output":%s,"required":[%s],"hours":[%s],"stretch":[%s],"done":[%s]}'):format(
		quoted(page.id), page.week and ('"week":%d,'):format(page.week.number) or "",
		quoted(page.output), table.concat(facts.required, ","), cut_list(facts.hours),
		table.concat(facts.stretch, ","), table.concat(facts.done, ","))
end

-- What a box is, for all who count it.
local function new_entry(item, section, required)
	return {
		id = item.key,
		text = item.text,
		section = section.id,
		role = section.role,
		hours = item.hours,
		required = required,
		done = item.done,
	}
end

-- Entries of the items and of those below them.
local function collect(items, section, entries, totals, facts)
	local required = kind_of(section.role) == "required"
	for _, item in ipairs(items) do
		if item.checkable then
			local entry = new_entry(item, section, required)
			entries[#entries + 1] = entry
			count(totals, entry)
			add_fact(facts, item, entry)
			item:annotate("required", required)
		end
		collect(item.items, section, entries, totals, facts)
	end
end

local function has_boxes(page)
	return #page.data.checklists.items > 0
end

-- Totals of a page as the course lists them.
local function summary(page)
	local totals = page.data.checklists.totals
	local said = {id = page.id, week = page.week and page.week.number, percent = totals.percent}
	for key in pairs(new_totals()) do said[key] = totals[key] end
	return said
end

-- Weeks by number, then the other pages, of all that hold a box.
local function sorted_pages(site)
	local by_id, weeks, others = {}, {}, {}
	for _, page in ipairs(site:all_pages()) do
		by_id[page.id] = page
		if not page.week and has_boxes(page) then others[#others + 1] = page end
	end
	for _, week in ipairs(site.weeks) do
		if by_id[week.id] and has_boxes(by_id[week.id]) then weeks[#weeks + 1] = by_id[week.id] end
	end
	return weeks, others
end

local M = {helpers = {}}

function M.configure(site, options)
	counted = #options.roles > 0 and set_of(options.roles) or nil
	stretch = set_of(options.stretch)
	labels = {required = options.label_required, stretch = options.label_stretch}
end

function M.page(page)
	local entries, sections, totals, facts = {}, {}, new_totals(), new_facts()
	for _, section in ipairs(page.sections) do
		if not counted or counted[section.role] then
			local own = new_totals()
			collect(section.items, section, entries, own, facts)
			if own.required + own.stretch > 0 then
				sections[#sections + 1] = {
					id = section.id, prefix = entries[#entries].id:match("^.*/"),
					title = section.title, role = section.role, totals = own,
				}
				add(totals, own)
			end
		end
	end
	totals.percent = percent(totals.required_done, totals.required)
	page:set("totals", totals)
	page:set("sections", sections)
	page:set("items", entries)
	page:set("_script", {
		line = script_line(page, facts),
		aliases = table.concat(facts.aliases, ","),
		texts = table.concat(facts.texts, ",\n"),
	})
end

function M.assemble(site)
	local course = new_totals()
	local script = {line = {}, aliases = {}, texts = {}}
	local function list(pages)
		local said = {}
		for _, page in ipairs(pages) do
			said[#said + 1] = summary(page)
			for name, parts in pairs(script) do
				local part = page.data.checklists._script[name]
				if part ~= "" then parts[#parts + 1] = part end
			end
		end
		return said
	end
	local weeks, others = sorted_pages(site)
	for _, page in ipairs(weeks) do add(course, page.data.checklists.totals) end
	course.percent = percent(course.required_done, course.required)
	site:set("totals", course)
	site:set("weeks", list(weeks))
	site:set("pages", list(others))
	site:output("data/checklists.js", ('window.lecternChecklists = {"pages":[\n%s\n],"aliases":{%s}};\n')
		:format(table.concat(script.line, ",\n"), table.concat(script.aliases, ",")))
	site:output("data/items.js", ("window.lecternItems = {\n%s\n};\n"):format(table.concat(script.texts, ",\n")))
end

-- percent(done, required): what a progress ring shows, 0 to 100.
M.helpers.percent = percent

-- counts(page): totals of a page; nil when nothing on it can be ticked.
function M.helpers.counts(page)
	return page.data.checklists and has_boxes(page) and summary(page) or nil
end

-- section(page, id): {kind, done, total, prefix} of a section; nil when nothing in it counts.
function M.helpers.section(page, id)
	for _, section in ipairs(page.data.checklists and page.data.checklists.sections or {}) do
		if section.id == id then
			local kind = kind_of(section.role)
			return {
				kind = kind, done = section.totals[kind .. "_done"], total = section.totals[kind],
				prefix = section.prefix,
			}
		end
	end
end

local function places_of(weeks)
	local places = {}
	for place, week in ipairs(weeks) do places[week.id] = place end
	return places
end

-- week(site, id): totals of a week, such as week-01, from any page; nil when it has none.
function M.helpers.week(site, id)
	local weeks = site.data.checklists.weeks
	place_of = place_of or places_of(weeks)
	return place_of[id] and weeks[place_of[id]]
end

-- label("required") or label("stretch"): what the site calls that total; nil: the theme knows a word.
function M.helpers.label(kind)
	return labels[kind] ~= "" and labels[kind] or nil
end

return M
