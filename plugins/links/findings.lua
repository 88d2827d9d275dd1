-- What is told of a job, once in every place where its address stands.

local memory = require("memory")
local recall = require("recall")
local redirects = require("redirects")
local verdict = require("verdict")
local words = require("words")

local M = {}

local levels = {warn = "warning"}

-- A level that the settings give, where it is not the rule's own: only then is it said.
local function set(value, default)
	if value == default or not value then return nil end
	return levels[value] or value
end

-- A chain that ended well says whether the address should be another one.
function M.settle(job, settings)
	if job.cached or not job.verdict or job.verdict.status ~= "ok" or job.probe then return end
	local moved = redirects.judge(job.chain, settings.online.redirects.allow)
	if not moved then return end
	job.moved, job.fix = moved, moved.fix
	job.verdict = verdict.new("redirected", moved.reason, nil, job.chain[1].code)
end

local function rule_of_moved(job, settings)
	local moved, set_to = job.moved or {}, settings.online.redirects
	if job.verdict.reason == "to_root" then return "moved-to-root", set(set_to.to_root, "warn") end
	if job.verdict.reason == "permanent" then
		if moved.detail == "https" then return "insecure", set(settings.internal.https, "warn"), "https" end
		if moved.detail == "slash" then return "moved-slash" end
		return "moved", set(set_to.permanent, "note")
	end
	if moved.cross_site then return "moved-elsewhere", set(set_to.cross_site, "note"), "cross_site" end
	return "moved-temporarily", set(set_to.temporary, "off")
end

local function rule_of_broken(job)
	if job.standing == "watching" then return "broken-maybe", "note" end
	local sure = job.verdict.certainty == "sure" or job.standing == "confirmed"
	return sure and "broken" or "broken-maybe"
end

local function rule_of_blocked(job, settings)
	local reason = job.verdict.reason
	if settings.free_only.enabled and (reason == "login" or reason == "payment") then return reason end
	return "blocked"
end

local rules = {
	ok = function() return "checked" end,
	redirected = rule_of_moved,
	broken = rule_of_broken,
	blocked = rule_of_blocked,
	timeout = function() return "timeout" end,
	excluded = function() return "skipped" end,
	unsupported = function() return "skipped" end,
}

local function facts_of(run, job, place)
	local judged = job.verdict
	local facts = {
		url = words.clean(place.link.url), status = judged.status, reason = judged.reason,
		certainty = judged.certainty, code = judged.code, method = job.method,
		final_url = job.final and words.clean(job.final), attempts = job.attempts,
		fragment = place.fragment, cached = job.cached or false, age_days = job.age,
		failing_since = recall.since(run.memory, job.key), detail = job.moved and job.moved.detail,
	}
	if #job.chain > 1 then facts.chain = {} end
	for i = 1, facts.chain and #job.chain or 0 do
		facts.chain[i] = {url = words.clean(job.chain[i].url), code = job.chain[i].code}
	end
	return facts
end

-- The new address, with what the author had behind '#' if it has nothing of its own.
local function fix_of(job, place)
	local fix = job.moved and job.moved.fix
	if not fix or not place.link.address_start then return fix, nil end
	if not fix:find("#", 1, true) and place.link.anchor then fix = fix .. "#" .. place.link.anchor end
	return fix, fix
end

-- Where an old copy may be: of the day on which it last worked, else the newest. Nobody is asked.
local function archived(run, job)
	local worked = recall.worked(run.memory, job.key)
	local day = worked and worked:gsub("-", "") .. "/" or ""
	return "https://web.archive.org/web/" .. day .. words.clean(job.url)
end

local function tell_place(run, job, place)
	local judged = job.verdict
	local rule, level, reason = rules[judged.status](job, run.settings)
	-- Most links are well, and what nobody reads is not made.
	if not level and run.levels[rule] == "off" then return end
	local new, fix = fix_of(job, place)
	local text, cure = words.tell(judged.status, reason or judged.reason, place.link.url, judged.code, new)
	local facts = facts_of(run, job, place)
	if rule == "broken" and run.online.archive == "suggest" then
		facts.archive = archived(run, job)
		cure = ("%s; an old copy may be at '%s'"):format(cure, facts.archive)
	end
	local since = job.standing == "confirmed" and facts.failing_since
	run.report {rule = rule, target = place.link, text = text, cure = cure, level = level, fix = fix,
		facts = facts, notes = since and {"it has failed since " .. since} or nil}
end

local function tell_fragment(run, job, place)
	local found = job.found[job.looked_for or place.fragment]
	if not found or found.found ~= "missing" then return end
	local facts = facts_of(run, job, place)
	facts.status, facts.reason, facts.certainty = "broken", "fragment", "maybe"
	local text, cure = words.tell("broken", "fragment", place.link.url)
	run.report {rule = "fragment", target = place.link, text = text, cure = cure,
		level = set(run.online.fragments.severity, "warn"), facts = facts}
end

local function tell_userinfo(run, job, place)
	local text, cure = words.tell("redirected", "userinfo", place.link.url)
	run.report {rule = "userinfo", target = place.link, text = text, cure = cure,
		facts = facts_of(run, job, place)}
end

function M.tell(run, job)
	if not job.verdict then job.verdict = verdict.new("excluded", "budget") end
	local good = job.verdict.status == "ok" or job.verdict.status == "redirected"
	for _, place in ipairs(job.places) do
		tell_place(run, job, place)
		if job.userinfo then tell_userinfo(run, job, place) end
		if good and (place.fragment or job.looked_for) then tell_fragment(run, job, place) end
	end
end

-- Certificates that were excepted until a day: the program does not look at it, but says so.
local function tell_exceptions(run, site)
	for _, exception in ipairs(run.online.tls.exceptions) do
		local last = exception["until"] and time.days(exception["until"])
		if last and last < time.days(run.today) then
			run.report {rule = "exclude-unused", target = site,
				text = ("the certificate of '%s' was allowed to be wrong until %s"):format(exception.host, exception["until"]),
				cure = "see whether it is right now, and take it out of links.online.tls.exceptions"}
		end
	end
end

-- Of settings that have no use any more.
function M.tell_settings(run, site)
	tell_exceptions(run, site)
	for _, rule in ipairs(run.rules) do
		if rule.over then
			run.report {rule = "exclude-unused", target = site,
				text = ("'%s' was left out until %s"):format(rule.match, rule.last),
				cure = "see whether it works now, and take it out of links.exclude"}
		elseif rule.uses == 0 then
			run.report {rule = "exclude-unused", target = site,
				text = ("no link matches '%s'"):format(rule.match), cure = "take it out of links.exclude"}
		end
	end
	for _, pin in ipairs(memory.expired_pins(run.memory)) do
		run.report {rule = "pin-expired", target = site,
			text = ("'%s' was looked at by hand, which counted until %s"):format(pin.url, pin["until"]),
			cure = "look again, and give the pin a new day or take it out"}
	end
	for _, problem in ipairs(run.memory.problems) do
		local where = problem.line and (" in line %d"):format(problem.line) or ""
		run.report {rule = "memory", target = site,
			text = ("something is wrong with the '%s' file%s: %s"):format(problem.file, where, problem.text)}
	end
end

return M
