-- What memory answers for jobs, and what jobs leave there: the page and every fragment of it have
-- entries of their own, for a page that is there never speaks for what is behind '#'.

local memory = require("memory")
local verdict = require("verdict")

local M = {}

function M.open(settings, ask, today)
	local probes = settings.online.probes
	return memory.open {
		settings = settings, today = today, cached = ask.cache ~= false, refresh = ask.refresh,
		policy = memory.policy(settings.online.method, type(probes) == "string" and probes or "own"),
	}
end

-- A code is judged by what is accepted today; what no code says stays as it was found.
local function revive(entry, accept)
	local plain = entry.s == "ok" or entry.s == "broken" or entry.s == "blocked"
	if plain and entry.c and entry.r ~= "challenge" and entry.r ~= "login" then
		return verdict.of_code(entry.c, accept)
	end
	return verdict.new(entry.s, entry.r or entry.s, entry.s == "broken" and "maybe" or nil, entry.c)
end

local function take(job, entry, age, accept)
	job.verdict = revive(entry, accept)
	job.cached, job.final, job.age = true, entry.f, age
	if entry.s == "redirected" then
		job.moved = {reason = entry.r, fix = entry.r == "permanent" and entry.f or nil}
	end
end

-- The first key of the job that memory does not answer; or nil, and what it answers of the page.
local function first_open(remembered, job)
	local entry, age = memory.answer(remembered, job.key)
	if not entry then return job.key end
	for _, fragment in ipairs(job.wanted) do
		local key = job.key .. "#" .. fragment
		if not memory.answer(remembered, key) then return key end
	end
	return nil, entry, age
end

local function leave(remembered, job, accept)
	local entry = memory.history(remembered, job.key)
	if entry then
		take(job, entry, time.days(remembered.today) - time.days(entry.t), accept)
	else
		job.verdict = verdict.new("excluded", "refresh")
	end
end

-- The jobs that the network has to answer; the others have a verdict then.
function M.choose(remembered, jobs, accept_of)
	local open, by_key = {}, {}
	for _, job in ipairs(jobs) do
		if not job.verdict then
			local key, entry, age = first_open(remembered, job)
			if key then
				open[#open + 1], by_key[key] = key, job
			else
				take(job, entry, age, accept_of(job))
			end
		end
	end
	local due, left = memory.choose(remembered, open)
	for i, key in ipairs(due) do due[i] = by_key[key] end
	for _, key in ipairs(left) do leave(remembered, by_key[key], accept_of(by_key[key])) end
	return due
end

local function keep_fragment(remembered, job, fragment)
	local found = job.found[fragment]
	if not found then return end
	local missing = found.found == "missing"
	memory.record(remembered, job.key .. "#" .. fragment,
		{status = missing and "broken" or "ok", reason = missing and "fragment" or nil})
end

-- Notes what was found. A first failure is watched only where failures are counted on purpose.
function M.keep(remembered, job)
	local judged = job.verdict
	if not judged or job.cached or judged.reason == "pin" then return end
	if judged.status == "excluded" or judged.status == "unsupported" then return end
	local state = memory.record(remembered, job.key,
		{status = judged.status, reason = judged.reason, code = judged.code, final = job.fix})
	if state == "confirmed" or remembered.refresh then job.standing = state end
	for _, fragment in ipairs(job.wanted) do keep_fragment(remembered, job, fragment) end
end

-- Since when it fails, if that is known.
function M.since(remembered, key)
	local entry = memory.history(remembered, key)
	return entry and entry.since
end

-- The day on which it last worked, if that is known.
function M.worked(remembered, key)
	local entry = memory.history(remembered, key)
	return entry and entry.ok
end

function M.save(remembered, jobs)
	local referenced = {}
	for _, job in ipairs(jobs) do
		referenced[job.key] = true
		for _, fragment in ipairs(job.wanted) do referenced[job.key .. "#" .. fragment] = true end
	end
	memory.save(remembered, referenced)
end

return M
