-- What is learned of a host while a run lasts: that it lies to HEAD, wants to be left alone, or
-- is not there at all.

local M = {}

local FIRST_PENALTY = 2 -- seconds, doubled each time
local GOOD_ROW = 10     -- answers, after which it is trusted more again
local LIES = 2          -- of HEAD, after which it is not used any more
local LIMITED_MOST = 3  -- links given up as asked too often, after which none is asked
local DEAD_MOST = 5     -- links that could not connect, with no success at all
local PROOF = 10        -- hosts that fail in a row before our own network is blamed

-- The state of a run. `limits` has what the settings say of hosts.
function M.new(limit_of)
	return {by_name = {}, limit_of = limit_of, nfailed = 0, answered = false, down = false}
end

local function scheme_port(parts)
	return parts.scheme == "https" and 443 or 80
end

-- As http.pause wants it, of what url.parse found.
function M.name_of(parts)
	if not parts then return "" end
	return parts.port == scheme_port(parts) and parts.host or parts.host .. ":" .. parts.port
end

function M.name(address) return M.name_of(url.parse(address)) end

function M.get(state, name)
	local host = state.by_name[name]
	if not host then
		host = {name = name, lies = 0, penalty = 0, row = 0, waited = 0, limited = 0, dead = 0,
			successes = 0}
		host.most = state.limit_of(name)
		host.concurrency = host.most
		state.by_name[name] = host
	end
	return host
end

-- Why nothing of it is asked any more; nil: it may be.
function M.refusal(host)
	if host.limited >= LIMITED_MOST then return "rate_limited" end
	if host.dead >= DEAD_MOST and host.successes == 0 then return "host_down" end
	return nil
end

function M.wants_get(host) return host.lies >= LIES end

function M.note_lie(host) host.lies = host.lies + 1 end

function M.note_limited(host) host.limited = host.limited + 1 end

local function relax(host)
	host.row = 0
	host.penalty = host.penalty / 2
	if host.concurrency < host.most then
		host.concurrency = host.concurrency + 1
		http.limit(host.name, {concurrency = host.concurrency})
	end
end

local function note_answer(state, host, response)
	state.answered = true
	host.successes = host.successes + 1
	if response.status == 429 or response.status == 503 then
		host.row = 0
		return
	end
	host.row = host.row + 1
	if host.row >= GOOD_ROW then relax(host) end
end

local function note_failure(state, host, response)
	local ours = response.error == "dns_temp" or response.error == "dns" or response.error == "unreachable"
	local connect = response.error == "refused" or response.phase == "connect" or ours
	host.row = 0
	if connect then host.dead = host.dead + 1 end
	-- Anything else shows that there is a network.
	if not ours then
		state.answered = true
	elseif not host.unreachable then
		host.unreachable = true
		state.nfailed = state.nfailed + 1
		state.named = state.named or response.error ~= "dns"
	end
	state.down = not state.answered and state.nfailed >= PROOF
end

-- To be told of every response.
function M.note(state, host, response)
	if response.error == "guard" or response.error == "proto" or response.error == "url" then return end
	if response.error == "cancelled" then return end
	if response.ok then
		note_answer(state, host, response)
	else
		note_failure(state, host, response)
	end
end

-- A host that wants to be left alone gets fewer requests at once, and rest: so many seconds
-- at least, whatever it says itself.
function M.calm(host, most)
	host.penalty = math.min(host.penalty == 0 and FIRST_PENALTY or host.penalty * 2, most)
	host.concurrency = math.max(1, host.concurrency // 2)
	http.limit(host.name, {concurrency = host.concurrency})
	return host.penalty
end

-- Also when there are less than ten hosts: names that nobody could look up prove nothing
-- about the links when no host has answered.
function M.is_network_down(state)
	return state.down or (not state.answered and state.nfailed > 0 and state.named == true)
end

return M
