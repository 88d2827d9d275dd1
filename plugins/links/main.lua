-- Links: whether addresses of other sites still answer, politely asked and remembered.
-- verdict.lua says what answers mean, fetch.lua how they are got, findings.lua what is told.

local collect = require("collect")
local display = require("display")
local exclude = require("exclude")
local fetch = require("fetch")
local findings = require("findings")
local hosts = require("hosts")
local probes = require("probes")
local recall = require("recall")
local summary = require("summary")

local M = {page = display.page, assemble = display.assemble}

function M.configure(site) display.configure(site.links, collect.remap) end

-- By name of a setting, the hosts that have their own.
local function own_settings(online)
	local own = {}
	for pattern, settings in pairs(online.hosts) do
		local base = pattern:gsub("^%*%.", "")
		for name, value in pairs(settings) do
			own[name] = own[name] or {}
			table.insert(own[name], {pattern = pattern, base = base, value = value})
		end
	end
	return own
end

-- What the settings say of a host: of those that fit, the longest name; else what `rest` says.
local function setting_of(online, own)
	return function(host, name, rest)
		local best, len = nil, -1
		local plain = own[name] and host:gsub(":%d+$", "")
		for _, one in ipairs(own[name] or {}) do
			local fits = plain == one.pattern or plain:sub(-#one.base - 1) == "." .. one.base
			if fits and #one.base > len then best, len = one.value, #one.base end
		end
		if best ~= nil then return best end
		return (rest or online)[name]
	end
end

-- The settings are views; what is handed to `http` has to be a table, and what is asked for
-- every link is found faster in one.
local function copy(view)
	if type(view) ~= "table" then return view end
	local own = {}
	for key, value in pairs(view) do own[key] = copy(value) end
	return own
end

local function probes_of(list)
	if list == "none" then return probes.index({}) end
	return probes.index(list == "builtin" and probes.list or probes.own(list))
end

local function new_run(site, report, ask)
	local settings, today = copy(site.links), time.today()
	local own = own_settings(settings.online)
	local run = {settings = settings, online = settings.online, report = report, levels = ask.levels, only = ask.only, today = today,
		remap = settings.remap, rules = exclude.new(settings.exclude, today),
		memory = recall.open(settings, ask, today), setting_of = setting_of(settings.online, own),
		own = own, headers = next(settings.online.headers) and settings.online.headers, probes = probes_of(settings.online.probes)}
	run.hosts = hosts.new(function(name)
		return run.setting_of(name, "concurrency", settings.online.per_host)
	end)
	run.excluded = function(address) return exclude.find(run.rules, address) end
	return run
end

local function limits(online, jobs)
	local list = {}
	for name, own in pairs(online.hosts) do
		list[name] = {concurrency = own.concurrency, gap = own.gap}
	end
	for _, job in ipairs(jobs) do
		if job.probe and job.probe.concurrency then
			list[hosts.name(job.url)] = {concurrency = job.probe.concurrency}
		end
	end
	return list
end

local function ask_all(run, jobs, max_time)
	return http.each(jobs, {concurrency = run.online.concurrency, per_host = run.online.per_host,
		hosts = limits(run.online, jobs), max_time = max_time},
		function(job) fetch.check(run, job) end)
end

local function tell_end(run, site, why)
	if hosts.is_network_down(run.hosts) then
		run.report {rule = "network-down", target = site, text = "no host could be reached; the network is down here",
			cure = "try again when there is one"}
	elseif why == "interrupted" or why == "stopped" then
		run.report {rule = "interrupted", target = site, text = "the check was stopped before it was done"}
	end
end

-- Silence would look like health.
local function tell_unfinished(run, site, jobs)
	local n = 0
	for _, job in ipairs(jobs) do
		if job.verdict and job.verdict.reason == "budget" then n = n + 1 end
	end
	if n == 0 then return end
	run.report {rule = "unfinished", target = site,
		text = ("%d of %d addresses were not asked: there was no time left"):format(n, #jobs),
		cure = "raise links.online.max_time, or ask for less with --only or --refresh"}
end

local function tell_all(run, site, jobs)
	for _, job in ipairs(jobs) do findings.tell(run, job) end
	tell_unfinished(run, site, jobs)
	if #jobs > 0 then
		local facts = summary.count(jobs)
		run.report {text = summary.say(facts), facts = facts}
	end
	findings.tell_settings(run, site)
end

-- Nothing is told of links, nor remembered, when it is our own network that fails.
local function finish(run, site, jobs, why)
	tell_end(run, site, why)
	if hosts.is_network_down(run.hosts) then return end
	for _, job in ipairs(jobs) do
		findings.settle(job, run.settings)
		recall.keep(run.memory, job)
	end
	recall.save(run.memory, jobs)
	tell_all(run, site, jobs)
end

function M.check(site, report, ask)
	if not ask or not ask.online then return display.check(site, report) end
	local run = new_run(site, report, ask)
	local found = collect.gather(site, run)
	if found.links == 0 and not run.settings.allow_empty then
		report {rule = "nothing", target = site, text = "there are no links to check online",
			cure = "say links.allow_empty if that is meant"}
	end
	local due = recall.choose(run.memory, found.jobs, function(job)
		return run.own.accept and run.setting_of(hosts.name(job.ask), "accept") or run.online.accept
	end)
	local _, why = ask_all(run, due, ask.max_time or run.online.max_time)
	finish(run, site, found.jobs, why)
end

return M
