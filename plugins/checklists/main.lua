-- Checklists: what a reader can tick, and how much of it there is.
--
-- Every box of a page becomes an entry with a full id. Required entries make the
-- percentage; stretch goals are counted apart and never lower it.

local counted, stretch, labels

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
				required = kind_of(section.role) == "required",
				done = item.done,
			}
			entries[#entries + 1] = entry
			count(totals, entry)
			item:annotate("required", entry.required)
		end
		collect(item.items, section, entries, totals)
	end
end

-- Totals of a page as the course lists them; nil when nothing on it can be ticked.
local function summary(page)
	local totals = page.data.checklists.totals
	if totals.required + totals.stretch == 0 then return nil end
	local said = {id = page.id, week = page.week and page.week.number, percent = totals.percent}
	for key in pairs(new_totals()) do said[key] = totals[key] end
	return said
end

local function quoted(text)
	return '"' .. text:gsub('["\\<%c]', function(c) return ("\\u%04x"):format(c:byte()) end) .. '"'
end

-- A figure, or both ends of a range, as the script has it.
local function hours_of(item)
	if not item.hours then return "0" end
	if item.hours_low == item.hours_high then return ("%g"):format(item.hours) end
	return ("[%g,%g]"):format(item.hours_low, item.hours_high)
end

-- Of items that count: ids that they had before, hours, and where and what they are.
local function collect_facts(items, facts)
	for _, item in ipairs(items) do
		for _, alias in ipairs(item.data.checklists and item.aliases or {}) do
			facts.aliases[#facts.aliases + 1] = quoted(alias) .. ":" .. quoted(item.key)
		end
		if item.data.checklists then
			facts.hours[item.key] = hours_of(item)
			facts.texts[#facts.texts + 1] =
				("%s:[%s,%s]"):format(quoted(item.key), quoted(item.id), quoted(item.text))
		end
		collect_facts(item.items, facts)
	end
end

-- Hours of all that is required, up to the last item that takes any.
local function hours_list(ids, hours)
	local list, last = {}, 0
	for i, id in ipairs(ids) do
		list[i] = hours[id] or "0"
		if list[i] ~= "0" then last = i end
	end
	return table.concat(list, ",", 1, last)
end

-- The ids of a page as a line of the script.
local function script_line(page, facts)
	local ids, keys = {required = {}, stretch = {}, done = {}}, {}
	for _, section in ipairs(page.sections) do collect_facts(section.items, facts) end
	for _, entry in ipairs(page.data.checklists.items) do
		local list = ids[entry.required and "required" or "stretch"]
		list[#list + 1] = quoted(entry.id)
		if entry.required then keys[#keys + 1] = entry.id end
		if entry.done then ids.done[#ids.done + 1] = quoted(entry.id) end
	end
	return ('{"id":%s,%s"output":%s,"required":[%s],"hours":[%s],"stretch":[%s],"done":[%s]}'):format(
		quoted(page.id), page.week and ('"week":%d,'):format(page.week.number) or "",
		quoted(page.output), table.concat(ids.required, ","), hours_list(keys, facts.hours),
		table.concat(ids.stretch, ","), table.concat(ids.done, ","))
end

-- Weeks by number, then the other pages, of all that hold a box.
local function sorted_pages(site)
	local by_id, weeks, others = {}, {}, {}
	for _, page in ipairs(site:all_pages()) do
		by_id[page.id] = page
		if not page.week and summary(page) then others[#others + 1] = page end
	end
	for _, week in ipairs(site.weeks) do
		if by_id[week.id] and summary(by_id[week.id]) then weeks[#weeks + 1] = by_id[week.id] end
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
	local course, lines = new_totals(), {}
	local facts = {aliases = {}, hours = {}, texts = {}}
	local lists = {weeks = {}, pages = {}}
	local weeks, others = sorted_pages(site)
	for _, page in ipairs(weeks) do
		lists.weeks[#lists.weeks + 1] = summary(page)
		lines[#lines + 1] = script_line(page, facts)
		add(course, page.data.checklists.totals)
	end
	for _, page in ipairs(others) do
		lists.pages[#lists.pages + 1] = summary(page)
		lines[#lines + 1] = script_line(page, facts)
	end
	course.percent = percent(course.required_done, course.required)
	site:set("totals", course)
	site:set("weeks", lists.weeks)
	site:set("pages", lists.pages)
	site:output("data/checklists.js", ('window.lecternChecklists = {"pages":[\n%s\n],"aliases":{%s}};\n')
		:format(table.concat(lines, ",\n"), table.concat(facts.aliases, ",")))
	site:output("data/items.js", ("window.lecternItems = {\n%s\n};\n"):format(table.concat(facts.texts, ",\n")))
end

-- percent(done, required): what a progress ring shows, 0 to 100.
M.helpers.percent = percent

-- counts(page): totals of a page; nil when nothing on it can be ticked.
function M.helpers.counts(page)
	return page.data.checklists and summary(page)
end

-- What the full ids of a section's entries begin with, such as week-01/tasks/.
local function prefix_of(page, id)
	for _, entry in ipairs(page.data.checklists.items) do
		if entry.section == id then return entry.id:match("^.*/") end
	end
end

-- section(page, id): {kind, done, total, prefix} of a section; nil when nothing in it counts.
function M.helpers.section(page, id)
	for _, section in ipairs(page.data.checklists and page.data.checklists.sections or {}) do
		if section.id == id then
			local kind = kind_of(section.role)
			return {
				kind = kind, done = section.totals[kind .. "_done"], total = section.totals[kind],
				prefix = prefix_of(page, id),
			}
		end
	end
end

-- week(site, id): totals of a week, such as week-01, from any page; nil when it has none.
function M.helpers.week(site, id)
	for _, week in ipairs(site.data.checklists.weeks) do
		if week.id == id then return week end
	end
end

-- label("required") or label("stretch"): what the site calls that total; nil: the theme knows a word.
function M.helpers.label(kind)
	return labels[kind] ~= "" and labels[kind] or nil
end

return M
