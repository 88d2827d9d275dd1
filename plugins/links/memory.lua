-- What earlier runs found: the cache, which saves requests, and the health file, which is
-- committed and knows since when a link fails.

local health = require("health")
local verdict = require("verdict")

local M = {}

local function read(name, problems)
	local text, reason = store.read(name)
	if not text then
		if reason then problems[#problems + 1] = ("the %s cannot be read: %s"):format(name, reason) end
		return {}, {}
	end
	local entries, header, wrong = health.parse(text)
	for _, problem in ipairs(wrong) do
		problems[#problems + 1] = ("line %d of the %s is skipped: %s"):format(problem.line, name, problem.text)
	end
	return entries, header or {}
end

-- What must be the same for an old answer to be one to today's question.
local function meaning_of(links)
	local probes = links.online.probes
	return links.online.method .. " " .. (type(probes) == "string" and probes or "own")
end

-- The order of members does not matter to it, and `today` is a date.
function M.open(links, ask, today)
	local memory = {settings = links, ask = ask, today = today, problems = {}, meaning = meaning_of(links)}
	memory.health = read("health", memory.problems)
	memory.cache = {}
	if ask.cache ~= false then
		local entries, header = read("cache", memory.problems)
		if not header.m or header.m == memory.meaning then memory.cache = entries end
	end
	return memory
end

function M.is_known(memory, key) return memory.health[key] ~= nil end

local function keys_of(job)
	local keys = {job.key}
	for _, fragment in ipairs(job.wanted) do keys[#keys + 1] = job.key .. "#" .. fragment end
	return keys
end

-- A code is judged by what is accepted today; what no code says stays as it was found.
local function revive(entry, accept)
	local plain = entry.s == "ok" or entry.s == "broken" or entry.s == "blocked"
	if plain and entry.c and entry.r ~= "challenge" and entry.r ~= "login" then
		return verdict.of_code(entry.c, accept)
	end
	return verdict.new(entry.s, entry.r or entry.s, entry.s == "broken" and "maybe" or nil, entry.c)
end

local function recall_fragments(job, entries)
	for _, fragment in ipairs(job.wanted) do
		local entry = entries[job.key .. "#" .. fragment]
		job.found[fragment] = {found = entry and entry.s == "broken" and "missing" or "found"}
	end
end

local function take(memory, job, entries, accept)
	local entry = entries[job.key]
	job.verdict = revive(entry, accept)
	job.cached, job.final = true, entry.f
	job.age = time.days(memory.today) - (time.days(entry.t) or 0)
	if entry.s == "redirected" then job.moved = {reason = entry.r, fix = entry.r == "permanent" and entry.f or nil} end
	recall_fragments(job, entries)
end

local function is_due(memory, entries, key)
	local entry = entries[key]
	return not entry or health.is_due(entry, memory.settings.cache, memory.today)
end

-- The cache answers when it knows the page and each of its fragments.
local function recall(memory, job, accept)
	for _, key in ipairs(keys_of(job)) do
		if is_due(memory, memory.cache, key) then return false end
	end
	take(memory, job, memory.cache, accept)
	return true
end

-- The oldest of those that are due in the health file, new ones before all.
local function choose_oldest(memory, jobs, accept_of)
	local due = {}
	for _, job in ipairs(jobs) do
		if is_due(memory, memory.health, job.key) then
			due[#due + 1] = job
		else
			take(memory, job, memory.health, accept_of(job))
		end
	end
	local function age(job) return memory.health[job.key] and memory.health[job.key].t or "" end
	table.sort(due, function(a, b)
		if age(a) ~= age(b) then return age(a) < age(b) end
		return a.key < b.key
	end)
	for i = memory.ask.refresh + 1, #due do
		if memory.health[due[i].key] then
			take(memory, due[i], memory.health, accept_of(due[i]))
		else
			due[i].verdict = verdict.new("excluded", "budget")
		end
	end
	for i = #due, memory.ask.refresh + 1, -1 do due[i] = nil end
	return due
end

-- The jobs that the network has to answer; the others have a verdict then.
function M.choose(memory, jobs, accept_of)
	local open = {}
	for _, job in ipairs(jobs) do
		if not job.verdict then open[#open + 1] = job end
	end
	if memory.ask.refresh then return choose_oldest(memory, open, accept_of) end
	local due = {}
	for _, job in ipairs(open) do
		if not recall(memory, job, accept_of(job)) then due[#due + 1] = job end
	end
	return due
end

local function record(memory, key, result)
	local confirm = memory.settings.health.confirm
	if memory.ask.cache ~= false then health.record(memory.cache, key, result, memory.today, confirm) end
	if memory.ask.refresh then
		return health.record(memory.health, key, result, memory.today, confirm)
	end
	return nil
end

-- A page's own answer never speaks for what is behind '#'.
local function keep_fragment(memory, job, fragment)
	local found = job.found[fragment]
	if not found then return end
	local result = found.found == "missing" and {status = "broken", reason = "fragment"} or {status = "ok"}
	record(memory, job.key .. "#" .. fragment, result)
end

function M.keep(memory, job)
	local judged = job.verdict
	if not judged or job.cached or judged.status == "excluded" or judged.status == "unsupported" then return end
	if job.pinned then return end
	local result = {status = judged.status, code = judged.code, final = job.fix or nil}
	if judged.reason ~= judged.status then result.reason = judged.reason end
	job.standing = record(memory, job.key, result)
	for _, fragment in ipairs(job.wanted) do keep_fragment(memory, job, fragment) end
end

-- Since when it fails, if that is known.
function M.since(memory, key)
	local entry = memory.health[key] or memory.cache[key]
	return entry and entry.since
end

local function write(memory, name, entries, jobs, header)
	local referenced = {}
	for _, job in ipairs(jobs) do
		for _, key in ipairs(keys_of(job)) do referenced[key] = true end
	end
	health.prune(entries, referenced, memory.today)
	store.write(name, health.format(entries, header))
end

-- `all` jobs, also those that were not asked: what the site does not name any more is dropped.
function M.save(memory, all)
	if memory.ask.cache ~= false then write(memory, "cache", memory.cache, all, {v = 1, m = memory.meaning}) end
	if memory.ask.refresh then write(memory, "health", memory.health, all, {v = 1}) end
end

return M
