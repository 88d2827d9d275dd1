-- What a response means: a status, a reason, and whether that is certain.
--
-- Only what is certain may ever fail a run. A wall or a slow server is no evidence that
-- a link is broken, and is never taken for one.

local M = {}

local function new(status, reason, certainty, code)
	return {status = status, reason = reason, certainty = certainty, code = code}
end

M.new = new

-- Of errors, when no answer came.
local errors = {
	dns = {"broken", "nxdomain", "sure"},
	dns_temp = {"timeout", "dns_timeout"},
	refused = {"broken", "refused", "maybe"},
	reset = {"broken", "reset", "maybe"},
	empty = {"broken", "empty_reply", "maybe"},
	tls_chain = {"broken", "tls_chain", "maybe"}, -- browsers often know the missing link
	tls_expired = {"broken", "tls_expired", "sure"},
	tls_self_signed = {"broken", "tls_self_signed", "sure"},
	tls_hostname = {"broken", "tls_hostname", "sure"},
	tls_version = {"broken", "tls_version", "sure"},
	tls_other = {"broken", "tls_other", "sure"},
	unreachable = {"timeout", "unreachable"},
	guard = {"excluded", "private"},
	proto = {"unsupported", "scheme"},
	url = {"unsupported", "url"},
	headers_too_large = {"broken", "headers_too_large", "maybe"},
	malformed = {"broken", "bad_response", "maybe"},
	http2 = {"broken", "reset", "maybe"},
	cancelled = {"excluded", "budget"},
}

-- Of codes that say more than the hundred they are in.
local codes = {
	[300] = {"broken", "bad_redirect", "maybe"}, -- a choice, and no way to make it
	[304] = {"ok", "not_modified"},
	[401] = {"blocked", "http_401", "maybe"},
	[402] = {"blocked", "payment", "maybe"},
	[403] = {"blocked", "http_403", "maybe"},
	[404] = {"broken", "http_404", "sure"},
	[407] = {"blocked", "http_407", "maybe"},
	[408] = {"timeout", "headers"},
	[410] = {"broken", "http_410", "sure"},
	[423] = {"blocked", "http_423", "maybe"},
	[425] = {"blocked", "rate_limited", "maybe"},
	[429] = {"blocked", "rate_limited", "maybe"},
	[451] = {"blocked", "legal", "maybe"},
	[999] = {"blocked", "http_999", "maybe"},
}

local hundreds = {
	[3] = {"broken", "bad_redirect", "sure"}, -- one that leads somewhere never comes here
	[4] = {"broken", "http_4xx", "sure"},
	[5] = {"broken", "http_5xx", "maybe"},
}

local function of_timeout(response)
	local phase = response.phase or "headers"
	return new("timeout", phase == "dns" and "dns_timeout" or phase)
end

function M.of_error(response)
	if response.error == "timeout" then return of_timeout(response) end
	local known = errors[response.error] or {"broken", "bad_response", "maybe"}
	return new(known[1], known[2], known[3])
end

-- `accept` is a list of {first, last}.
function M.is_accepted(code, accept)
	for i = 1, #accept do
		if code >= accept[i][1] and code <= accept[i][2] then return true end
	end
	return false
end

-- Also of a code that was remembered: whether it is good is asked afresh every time.
function M.of_code(code, accept)
	if M.is_accepted(code, accept) then return new("ok", "ok", nil, code) end
	local known = codes[code] or hundreds[code // 100] or {"broken", "bad_response", "maybe"}
	return new(known[1], known[2], known[3], code)
end

-- Of the last response of all. A challenge comes with any code.
function M.of(response, accept)
	if not response.ok then return M.of_error(response) end
	if response.challenge then return new("blocked", "challenge", "maybe", response.status) end
	local verdict = M.of_code(response.status, accept)
	local later = response.status == 503 and response.retry_after
	if later and verdict.status == "broken" then
		return new("blocked", "rate_limited", "maybe", 503)
	end
	return verdict
end

return M
