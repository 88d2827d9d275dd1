-- What the site shows of the links, from the committed health file and nothing else: a build
-- never asks the network or the clock, so it gives the same pages everywhere.
--
-- Of an address the site says one of five things: ok, redirected (it works elsewhere), blocked
-- (nobody could look), watching (it failed, but not often enough to say so) and failing.

local health = require("health")

local MOST_PROBLEMS = 5

-- Reasons in the words of readers, for the theme to say.
local CAUSES = {
	http_404 = "gone", http_410 = "gone", http_4xx = "refused", http_5xx = "server", nxdomain = "name",
	redirect_loop = "lost", bad_redirect = "lost", fragment = "place", refused = "silent", reset = "silent",
	empty_reply = "silent", bad_response = "server", headers_too_large = "server",
}

local remembered -- entries by key, problems; once asked for
local confirm, rules = 2, {}
local function remap(address) return address end

local M = {}

-- configure(links, remap): the settings and what rewrites an address before it is asked.
function M.configure(links, rewrite)
	confirm, remap = links.health.confirm, rewrite
	for i, rule in ipairs(links.remap) do rules[i] = {from = rule.from, to = rule.to} end -- the settings end with the call
end

local function remember()
	if not remembered then
		local text = store.read("health")
		local entries, _, problems = health.parse(text or "")
		remembered = {entries = entries, problems = problems, is_empty = not next(entries)}
	end
	return remembered
end

-- The entry of a link, that of the place behind '#' first, and its key, or the key alone.
local function find(link)
	if link.target ~= "web" or link.ignored then return nil end
	local key, fragment = url.key(remap(link.url, rules))
	if not key then return nil end
	local entries = remember().entries
	local whole = fragment and key .. "#" .. fragment
	if whole and entries[whole] then return entries[whole], whole end
	return entries[key], key
end

local function status_of(entry)
	if health.is_good(entry) or entry.s == "blocked" then return entry.s end
	return health.is_confirmed(entry, confirm) and "failing" or "watching"
end

local function cause_of(entry)
	if entry.s == "timeout" then return "silent" end
	return CAUSES[entry.r] or entry.r and entry.r:find("^tls_") and "certificate" or "other"
end

-- What there is to say of an item: its status, the last day on which the address worked, and,
-- of one that is failing, since when. Where nobody ever saw it work, nothing but that.
local function annotate_item(item, entry)
	local status = status_of(entry)
	local checked = entry.ok or health.is_good(entry) and entry.t
	if status ~= "failing" and not checked then return end
	item:annotate("status", status)
	if checked then item:annotate("checked", checked) end
	if status == "failing" then item:annotate("since", entry.since or entry.t) end
end

local function annotate(items, by_item)
	for _, item in ipairs(items) do
		if by_item[item.key] then annotate_item(item, by_item[item.key]) end
		annotate(item.items, by_item)
	end
end

-- page(page): tells each item with an address that was looked at.
function M.page(page)
	if remember().is_empty then return end
	local by_item = {}
	for _, link in ipairs(page.links) do
		local entry, key = nil, nil
		if link.item then entry, key = find(link) end
		-- Who misses a place in the page has reached the page.
		if entry and entry.r == "fragment" then entry = remember().entries[key:match("^[^#]*")] end
		if entry and not by_item[link.item] then by_item[link.item] = entry end
	end
	if not next(by_item) then return end
	for _, section in ipairs(page.sections) do annotate(section.items, by_item) end
end

-- Every address of the site once: {key, entry, url, text, host, pages}.
local function gather(site)
	local by_key, keys = {}, {}
	for _, page in ipairs(site:all_pages()) do
		for _, link in ipairs(page.links) do
			local entry, key = find(link)
			local found = by_key[key or ""]
			if key and not found then
				found = {key = key, entry = entry, url = link.url, text = link.text, host = link.host or key, pages = {}}
				by_key[key] = found
				keys[#keys + 1] = key
			end
			if found and link.kind == "resource" and not found.is_resource then found.text, found.is_resource = link.text, true end
			if found and found.pages[#found.pages] ~= page.id then found.pages[#found.pages + 1] = page.id end
		end
	end
	table.sort(keys)
	return by_key, keys
end

local function new_count() return {links = 0, ok = 0, redirected = 0, blocked = 0, watching = 0, failing = 0} end

local function count(counts, status, entry)
	counts.links = counts.links + 1
	counts[status] = counts[status] + 1
	if not counts.newest or entry.t > counts.newest then counts.newest = entry.t end
	if not counts.oldest or entry.t < counts.oldest then counts.oldest = entry.t end
end

local function failing_of(found)
	local entry = found.entry
	return {
		url = found.url, text = found.text, host = found.host, pages = found.pages, cause = cause_of(entry),
		reason = entry.r, since = entry.since or entry.t, worked = entry.ok or false, checked = entry.t,
	}
end

-- All there is to say of the addresses of the site.
local function summarise(by_key, keys)
	local said = {totals = new_count(), statuses = {}, failing = {}, hosts = {}}
	local by_host, by_status = {}, {}
	said.totals.unchecked = 0
	for _, key in ipairs(keys) do
		local found = by_key[key]
		if found.entry then
			local status = status_of(found.entry)
			by_host[found.host] = by_host[found.host] or new_count()
			by_status[status] = by_status[status] or new_count()
			for _, counts in ipairs({said.totals, by_host[found.host], by_status[status]}) do count(counts, status, found.entry) end
			if status == "failing" then said.failing[#said.failing + 1] = failing_of(found) end
		else
			said.totals.unchecked = said.totals.unchecked + 1
		end
	end
	for _, host in ipairs(health.sorted_keys(by_host)) do
		by_host[host].host = host
		said.hosts[#said.hosts + 1] = by_host[host]
	end
	for _, status in ipairs({"ok", "redirected", "blocked", "watching", "failing"}) do
		local counts = by_status[status]
		if counts then
			said.statuses[#said.statuses + 1] = {status = status, links = counts.links, newest = counts.newest, oldest = counts.oldest}
		end
	end
	table.sort(said.failing, function(one, other)
		if one.since ~= other.since then return one.since < other.since end
		return one.url < other.url
	end)
	return said
end

-- assemble(site): nothing at all without the file, or when it knows none of the site's addresses.
function M.assemble(site)
	if remember().is_empty then return end
	local said = summarise(gather(site))
	if said.totals.links == 0 then return end
	for _, name in ipairs({"totals", "statuses", "failing", "hosts"}) do site:set(name, said[name]) end
end

-- check(site, report): lines that cannot be read; nobody goes online for that.
function M.check(site, report)
	local problems = remember().problems
	for i = 1, math.min(#problems, MOST_PROBLEMS) do
		report {
			rule = "memory", target = site,
			text = ("line %d of the health file is left out: %s"):format(problems[i].line, problems[i].text),
			cure = "take it out; what it said is found again with `lectern check --online --refresh 100`",
		}
	end
	if #problems > MOST_PROBLEMS then
		report {rule = "memory", target = site, text = ("%d more lines of the health file are left out"):format(#problems - MOST_PROBLEMS)}
	end
end

return M
