-- One link, from its first request to a verdict: HEAD, then GET when that says nothing good, and
-- the redirects hop by hop.
--
-- A run is {online, hosts, excluded}: the settings, what is known of hosts, and a function that
-- says which rule leaves an address out. A job keeps what must outlast a fresh start:
-- `failures`, `attempts`, `methods` and `http1` by address, `get`, `slow`, `retried`.

local fragments = require("fragments")
local hosts = require("hosts")
local redirects = require("redirects")
local retry = require("retry")
local verdict = require("verdict")

local M = {}

local TIMEOUT_MOST, WANT_MOST = 120, 128
local NOTHING = {} -- before the walk, which makes tables of its own

-- Errors that GET cannot help.
local hopeless = {dns = true, dns_temp = true, refused = true, unreachable = true, guard = true,
	proto = true, url = true, cancelled = true}
local before_request = {dns = true, connect = true, tls = true}

local function needs_get(response, accept)
	if response.ok then
		if verdict.is_accepted(response.status, accept) or response.status == 304 then return false end
		return not (redirects.leads(response) or retry.is_limited(response) or response.challenge)
	end
	if hopeless[response.error] or response.error:find("^tls_") then return false end
	return not (response.error == "timeout" and before_request[response.phase])
end

local function timeout_of(run, job, method)
	local set = run.online.timeout
	local seconds = job.probe and job.probe.timeout or method == "HEAD" and set.head or set.total
	return math.min(job.slow and 2 * seconds or seconds, TIMEOUT_MOST)
end

-- HTTP/2 that fails, or what may be that: of a connection that broke off before an answer came
-- nobody can tell.
local function is_http2_failure(hop, response)
	if response.error == "http2" then return true end
	local broke = response.error == "reset" or response.error == "empty"
	return broke and not response.ok and hop.url:find("^https:") ~= nil
end

local function uses_http1(job, hop)
	return job.http1 and job.http1[hop.url] or nil
end

-- Few jobs ever need it.
local function note_http1(job, hop)
	job.http1 = job.http1 or {}
	job.http1[hop.url] = true
end

local function send(run, job, host, hop, method)
	local response = http.request {
		url = hop.url, method = method, headers = run.headers,
		timeout = timeout_of(run, job, method),
		connect_timeout = math.min(run.online.timeout.connect * (job.slow and 2 or 1), TIMEOUT_MOST),
		want = method == "GET" and #hop.want > 0 and hop.want or nil,
		max_body = run.setting_of(host.name, "max_body"), http1 = uses_http1(job, hop),
	}
	job.attempts = job.attempts + 1
	job.method = method
	hosts.note(run.hosts, host, response)
	if not response.ok or response.status >= 400 then job.failures = job.failures + 1 end
	if is_http2_failure(hop, response) then note_http1(job, hop) end
	return response
end

local function first_method(run, job, host, hop)
	local method = run.online.method
	if method == "head" then return "HEAD" end
	local get = method == "get" or #hop.want > 0 or hop.method == "GET" or job.get
	if get or job.methods and job.methods[hop.url] or hosts.wants_get(host) then return "GET" end
	return "HEAD"
end

-- The response that counts of a hop; never returns when it is asked again later.
local function ask(run, job, hop)
	local host = hosts.get(run.hosts, hop.queue)
	local accept = job.probe and job.probe.accept or run.setting_of(host.name, "accept")
	local method = first_method(run, job, host, hop)
	local http1 = uses_http1(job, hop)
	local response = send(run, job, host, hop, method)
	if method == "HEAD" and run.online.method ~= "head" and needs_get(response, accept) then
		job.methods = job.methods or {}
		job.methods[hop.url] = true
		response = send(run, job, host, hop, "GET")
		if response.ok and not needs_get(response, accept) then hosts.note_lie(host) end
	elseif uses_http1(job, hop) and not http1 then
		response = send(run, job, host, hop, method)
	end
	if not verdict.is_accepted(response.status or 0, accept) then
		retry.consider(job, host, response, run.online.retries)
	end
	return response, accept
end

local function spell(wanted, host)
	local list = {}
	for _, fragment in ipairs(wanted) do
		for _, spelling in ipairs(fragments.spellings(fragment, host)) do
			if #list < WANT_MOST then list[#list + 1] = spelling end
		end
	end
	return list
end

-- The fragment of a redirect is looked for instead of the author's, which is carried on else.
local function new_hop(run, job, address, method, wanted)
	local bare, own = address:match("^([^#]*)#?(.*)$")
	if own ~= "" then wanted = {fragments.wanted(own, run.online.fragments)} end
	local parts = url.parse(bare)
	local host = parts and parts.host or ""
	local redirected = own ~= "" and #job.chain > 0
	return {url = bare, shown = address, method = method, host = host, queue = hosts.name_of(parts), parts = parts,
		wanted = wanted, own = redirected and wanted[1] or nil, want = spell(wanted, host)}
end

-- Why a hop is not asked; nil: it is.
local function refuse(run, job, hop)
	if #job.chain > 0 then
		local rule = run.excluded(hop.url)
		if rule then return verdict.new("excluded", "rule:" .. rule) end
		if redirects.is_login(hop.parts) and not redirects.is_login(url.parse(job.chain[1].url)) then
			return verdict.new("blocked", "login", "maybe")
		end
	end
	local why = hosts.refusal(hosts.get(run.hosts, hop.queue))
	if why == "host_down" then return verdict.new("timeout", why) end
	return why and verdict.new("blocked", why, "maybe") or nil
end

-- Cookies as far as they tell two visits of one address from each other.
local function add_cookies(known, response)
	local _, all = response.headers("set-cookie")
	for _, cookie in ipairs(all) do
		local pair = cookie:match("^[^;]*")
		if not known:find("\n" .. pair .. "\n", 1, true) then known = known .. "\n" .. pair .. "\n" end
	end
	return known
end

local function judge_fragments(job, hop, response)
	local worst
	for _, fragment in ipairs(hop.wanted) do
		local found, why = fragments.judge(fragment, response, hop.host)
		job.found[hop.own or fragment] = {found = found, why = why}
		if found ~= "found" then worst = found end
	end
	job.looked_for = hop.own
	return worst
end

-- What a hop says that leads nowhere else.
local function conclude(job, hop, response, accept)
	local blocked = job.probe and job.probe.blocked
	if blocked and verdict.is_accepted(response.status or 0, blocked) then
		return verdict.new("blocked", "probe", "maybe", response.status)
	end
	local judged = verdict.of(response, accept)
	if judged.status ~= "ok" or #hop.wanted == 0 then return judged end
	local worst = judge_fragments(job, hop, response)
	if worst and response.error == "timeout" then
		return verdict.new("timeout", "body", nil, response.status)
	end
	return judged
end

local function bad_redirect(response)
	return verdict.new("broken", "bad_redirect", "sure", response.status)
end

-- "loop" when the same was asked before, else a verdict.
local function walk(run, job)
	local seen, cookies = {}, ""
	job.chain, job.found = {}, {}
	local hop = new_hop(run, job, job.ask, nil, job.wanted)
	while true do
		local refused = refuse(run, job, hop)
		job.final = hop.shown
		if refused then return refused end
		local visit = cookies .. " " .. hop.url
		if seen[visit] then return "loop" end
		seen[visit] = true
		local response, accept = ask(run, job, hop)
		job.detail = response.detail
		job.userinfo = job.userinfo or response.had_userinfo
		job.chain[#job.chain + 1] = {url = hop.shown, code = response.status}
		if not redirects.leads(response) then return conclude(job, hop, response, accept) end
		if job.probe and job.probe.redirect_is_ok then return verdict.new("ok", "ok", nil, response.status) end
		if not response.next then return bad_redirect(response) end
		if #job.chain > run.online.max_redirects then return "limit" end
		cookies = add_cookies(cookies, response)
		hop = new_hop(run, job, response.next, redirects.method(response.status, job.method), hop.wanted)
	end
end

local function finish(job, judged)
	local last = job.chain[#job.chain]
	if judged == "loop" or judged == "limit" then
		judged = verdict.new("broken", "redirect_loop", "sure", last.code)
	end
	judged.code = judged.code or last and last.code
	job.verdict = judged
end

-- What http.each calls for a job. Servers that lead HEAD in a circle may mean well with GET.
function M.check(run, job)
	if run.hosts.down then return end
	local judged = walk(run, job)
	if judged == "loop" and not job.get and job.method == "HEAD" and run.online.method ~= "head" then
		job.get = true
		judged = walk(run, job)
	end
	finish(job, judged)
end

-- The fields that a job begins with.
function M.prepare(job)
	job.failures, job.attempts, job.retries = 0, 0, 0
	job.found, job.chain = NOTHING, NOTHING
	return job
end

return M
