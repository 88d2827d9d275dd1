local collect = require("collect")
local exclude = require("exclude")
local probes = require("probes")

local function link(url, more)
	local made = {url = url, target = "web"}
	for name, value in pairs(more or {}) do made[name] = value end
	return made
end

-- A site of one page with these links.
local function site_of(links)
	return {all_pages = function() return {{links = links}} end}
end

local function run_of(more)
	local run = {
		only = "all", remap = {}, rules = {}, probes = probes.index({}), online = {fragments = {external = true, skip = {"#L[0-9]*"}}},
		memory = {pins = {}, health = {entries = {}}, today = "2026-11-20"},
	}
	for name, value in pairs(more or {}) do run[name] = value end
	return run
end

-- "KEY xPLACES [ASKED] (VERDICT) #FRAGMENT…" of each job, with spaces and commas between.
local function show(found)
	local lines = {}
	for _, job in ipairs(found.jobs) do
		local line = job.key .. " x" .. #job.places
		if job.ask ~= job.key then line = line .. " [" .. job.ask .. "]" end
		if job.verdict then line = line .. " (" .. job.verdict.status .. " " .. job.verdict.reason .. ")" end
		for _, fragment in ipairs(job.wanted) do line = line .. " #" .. fragment end
		lines[#lines + 1] = line
	end
	return table.concat(lines, ", ")
end

local a, b = "http://a.example/", "http://b.example/"
local cases = {
	{"each address once, by its key, in order", {link(b), link("HTTP://A.example"), link(a), link(b .. "#x")},
		nil, "http://a.example/ x2, http://b.example/ x2 #x"},
	{"what is no address of the web, or was left out, is none", {link(a, {target = "page"}), link(b, {ignored = true}), link("http:///")},
		nil, ""},
	{"fragments are wanted once, and not those that are no places", {link(a .. "#x"), link(a .. "#x"), link(a .. "#L10"), link(a .. "#top"), link(a .. "#y:~:text=z")},
		nil, "http://a.example/ x5 #x #y"},
	{"only changed: what stands on changed lines", {link(a), link(b, {changed = true})},
		{only = "changed"}, "http://b.example/ x1"},
	{"only changed: in its changed places and those behind them", {link(a), link(a, {changed = true}), link(a .. "#x", {changed = false})},
		{only = "changed"}, "http://a.example/ x2 #x"},
	{"only changed: nothing that is not known to have changed", {link(a), link(b, {changed = false})},
		{only = "changed"}, ""},
	{"only new: what the health file has not", {link(a), link(b)},
		{only = "new", memory = {pins = {}, health = {entries = {[a] = {}}}, today = "2026-11-20"}}, "http://b.example/ x1"},
	{"an excluded address is kept, with its rule", {link(a), link(b)},
		{rules = exclude.new({"http://c.example/*", "http://a.*"}, "2026-11-20")}, "excluded http://a.example/ x1 [http://a.example/] (excluded rule:2), http://b.example/ x1"},
	{"but not behind its last day", {link(a)},
		{rules = exclude.new({{match = "http://a.*", ["until"] = "2026-11-19"}}, "2026-11-20")}, "http://a.example/ x1"},
	{"a remapped address is asked elsewhere, and what a star stood for goes with it", {link(a .. "x/y?z#f")},
		{remap = {{from = "http://a.example/*", to = "http://b.example/old/*"}}}, "http://b.example/old/x/y?z x1 #f"},
	{"the first that fits", {link(a)},
		{remap = {{from = "/^https/", to = b}, {from = "/a[.]ex/", to = b .. "1"}, {from = "*", to = b .. "2"}}}, "http://b.example/1 x1"},
	{"a pin answers until its day, that day included", {link(a)},
		{memory = {pins = {[a] = {status = "ok", ["until"] = "2026-11-20"}}, health = {entries = {}}, today = "2026-11-20"}}, "http://a.example/ x1 (ok pin)"},
	{"and not after", {link(a)},
		{memory = {pins = {[a] = {status = "ok", ["until"] = "2026-11-19"}}, health = {entries = {}}, today = "2026-11-20"}}, "http://a.example/ x1"},
}

return {
	assemble = function(site)
		local lines = {}
		for _, case in ipairs(cases) do
			local name, links, settings, want = case[1], case[2], case[3], case[4]
			local got = show(collect.gather(site_of(links), run_of(settings)))
			lines[#lines + 1] = (got == want and "ok " or "not ok ") .. name
			if got ~= want then site:report("error", site, ("%s: %s, and not %s"):format(name, got, want)) end
		end
		site:output("gather.txt", table.concat(lines, "\n") .. "\n")
	end,
}
