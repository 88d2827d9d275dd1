-- Whether what failed is asked again, and when.

local hosts = require("hosts")

local M = {}

local codes = {[408] = true, [425] = true, [429] = true, [500] = true, [502] = true,
	[503] = true, [504] = true}
for code = 520, 527 do codes[code] = true end

local errors = {refused = true, reset = true, empty = true, dns_temp = true, http2 = true,
	unreachable = true}

-- A second time would be no use to these, and a third none to anybody.
local once = {refused = true, timeout = true, unreachable = true}

-- "0.31" of a text, the same in every run: jobs that failed together do not come back together.
local function fraction(text)
	local sum = 0
	for i = 1, #text do sum = (sum * 31 + text:byte(i)) % 65521 end
	return sum / 65521
end

-- Seconds until the server wants to be asked again; nil when it did not say. Some
-- only count down how many requests are left.
local function rest(response)
	if response.retry_after then return response.retry_after end
	local left = response.headers("x-ratelimit-remaining") or response.headers("ratelimit-remaining")
	if left ~= "0" then return nil end
	local reset = tonumber(response.headers("x-ratelimit-reset") or response.headers("ratelimit-reset"))
	if not reset then return nil end
	return math.max(0, reset > 1000000000 and reset - time.now() or reset)
end

-- Asked too often: the answer is about us, not about the link.
function M.is_limited(response)
	if not response.ok then return false end
	if response.status == 429 then return true end
	return (response.status == 503 or response.status == 403) and rest(response) ~= nil
end

-- Of slow names and bodies there is no use in asking again.
local function is_passing(response)
	if response.ok then return codes[response.status] == true end
	if response.error == "timeout" then return response.phase ~= "body" end
	return errors[response.error] == true
end

local function is_used_up(job, response, settings)
	local kind = not response.ok and response.error
	if kind and once[kind] and job.retried then return true end
	return job.failures > settings.times
end

local function wait_for_host(job, host, response, settings)
	local wanted = rest(response) or 0
	local wait = math.max(wanted, hosts.calm(host, settings.max_wait))
	if wanted > settings.max_wait or host.waited + wait > settings.host_budget then
		hosts.note_limited(host)
		return
	end
	host.waited = host.waited + wait
	job.retried = true
	job.retries = job.retries + 1
	http.pause(response.host, wait)
	http.again(job)
end

local function wait_alone(job, settings)
	local spread = 1 + settings.jitter * (2 * fraction(job.key) - 1)
	local n = job.waits or 0
	job.waits = n + 1
	job.retried = true
	job.retries = job.retries + 1
	http.sleep(math.min(settings.base * settings.factor ^ n * spread, settings.max_wait))
	http.again(job)
end

-- Returns when the response is final. Else the job starts afresh, behind the others of its host,
-- and what it keeps of this time are the fields of the job.
function M.consider(job, host, response, settings)
	if not is_passing(response) and not M.is_limited(response) then return end
	if is_used_up(job, response, settings) then
		if M.is_limited(response) then hosts.note_limited(host) end
		return
	end
	if response.error == "timeout" then job.slow = true end
	if M.is_limited(response) then
		wait_for_host(job, host, response, settings)
	else
		wait_alone(job, settings)
	end
end

return M
