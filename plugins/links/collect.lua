-- From links to jobs: every address once, with all the places where it stands.
--
-- A job is {key, address, url, ask, wanted, places}: its key, what an author wrote, whose queue it
-- waits in, what is asked, the fragments that are looked for, and {link, fragment} by place.

local exclude = require("exclude")
local fetch = require("fetch")
local fragments = require("fragments")
local memory = require("memory")
local probes = require("probes")
local verdict = require("verdict")

local M = {}

-- A pattern that ends in '*' hands on what the star stood for to one that ends so too.
local function rewrite(rule, address)
	local from, to = rule.from:match("^([^*]*)%*$"), rule.to:match("^(.*)%*$")
	if from and to then return to .. address:sub(#from + 1) end
	return rule.to
end

function M.remap(address, rules)
	for _, rule in ipairs(rules) do
		if url.matches(rule.from, address) then return rewrite(rule, address) end
	end
	return address
end

-- What is asked instead of the address, if anything.
local function probe_of(run, job)
	local probe, ask = probes.find(job.ask, run.probes)
	if not probe then return end
	job.probe = probe
	job.ask, job.url = ask, ask
end

local function new_job(run, key, address, link)
	local job = fetch.prepare {key = key, address = link.url, url = address, ask = address, wanted = {},
		places = {}}
	probe_of(run, job)
	return job
end

-- Whether it is for the run: `only` may want less than all.
local function is_asked_for(run, key, link)
	if run.only == "changed" then return link.changed == true end
	if run.only == "new" then return memory.is_new(run.memory, key) end
	return true
end

local function want(run, job, link, fragment)
	local place = {link = link}
	place.fragment = not (job.probe and job.probe.check)
		and fragments.wanted(fragment, run.online.fragments) or nil
	job.places[#job.places + 1] = place
	if not place.fragment then return end
	for _, known in ipairs(job.wanted) do
		if known == place.fragment then return end
	end
	job.wanted[#job.wanted + 1] = place.fragment
end

local function add(run, found, link)
	local remapped = M.remap(link.url, run.remap)
	local address = url.request(remapped)
	local key, fragment = url.key(remapped)
	if not address or not key then return end
	found.links = found.links + 1
	local rule = exclude.find(run.rules, link.url)
	if rule then key = "excluded " .. key end
	local job = found.by_key[key]
	if not job then
		if not is_asked_for(run, key, link) then return end
		job = new_job(run, key, address, link)
		found.by_key[key] = job
	end
	if rule then job.verdict = verdict.new("excluded", "rule:" .. rule) end
	want(run, job, link, fragment)
end

-- Somebody looked, and that counts until its day.
local function apply_pin(run, job)
	local pin = memory.pin(run.memory, job.key)
	if pin and not job.verdict then job.verdict = verdict.new(pin.status or "ok", "pin") end
end

-- {jobs, links}: sorted by key, and how many links to the web there are.
function M.gather(site, run)
	local found = {jobs = {}, by_key = {}, links = 0}
	for _, page in ipairs(site:all_pages()) do
		for _, link in ipairs(page.links) do
			if link.target == "web" and not link.ignored then add(run, found, link) end
		end
	end
	for _, job in pairs(found.by_key) do -- by their keys
		apply_pin(run, job)
		found.jobs[#found.jobs + 1] = job
	end
	return found
end

return M
