-- What a run says of itself as a whole. No times, and no connections, which depend on them: two
-- runs that found the same say the same.

local hosts = require("hosts")

local HOSTS_MOST = 10

local M = {}

local ORDER = {"ok", "redirected", "broken", "blocked", "timeout", "excluded", "unsupported"}
local BAD = {broken = true, blocked = true, timeout = true}

local function add(counts, name, n)
	counts[name] = (counts[name] or 0) + (n or 1)
end

-- The hosts with the most addresses that did not answer well, ten at most.
local function worst(by_host)
	local list = {}
	for name, counts in pairs(by_host) do
		counts.host = name
		list[#list + 1] = counts
	end
	local function bad(counts) return (counts.broken or 0) + (counts.blocked or 0) + (counts.timeout or 0) end
	table.sort(list, function(one, other)
		if bad(one) ~= bad(other) then return bad(one) > bad(other) end
		return one.host < other.host
	end)
	return table.move(list, 1, math.min(#list, HOSTS_MOST), 1, {})
end

local function count_job(facts, by_host, job)
	local status = job.verdict.status
	add(facts.statuses, status)
	facts.links = facts.links + #job.places
	if job.cached then add(facts, "cached") end
	if job.attempts > 0 then add(facts, "asked") end
	facts.requests = facts.requests + job.attempts
	facts.retries = facts.retries + job.retries
	if status == "excluded" then add(facts.left_out, job.verdict.reason) end
	if not BAD[status] then return end
	local name = hosts.name(job.ask)
	by_host[name] = by_host[name] or {}
	add(by_host[name], status)
end

-- count(jobs): the facts, once every job has its verdict.
function M.count(jobs)
	local facts = {addresses = #jobs, links = 0, cached = 0, asked = 0, requests = 0, retries = 0,
		statuses = {}, left_out = {}}
	local by_host = {}
	for _, job in ipairs(jobs) do count_job(facts, by_host, job) end
	if not next(facts.left_out) then facts.left_out = nil end
	if next(by_host) then facts.worst_hosts = worst(by_host) end
	return facts
end

-- "2 addresses, 1 asked, 1 remembered: 1 ok, 1 broken"
function M.say(facts)
	local parts = {}
	for _, status in ipairs(ORDER) do
		if facts.statuses[status] then parts[#parts + 1] = ("%d %s"):format(facts.statuses[status], status) end
	end
	return ("%d address%s, %d asked, %d remembered: %s"):format(facts.addresses, facts.addresses == 1 and "" or "es",
		facts.asked, facts.cached, table.concat(parts, ", "))
end

return M
