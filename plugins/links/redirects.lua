-- Where redirects lead, hop by hop, and what that says to an author.
--
-- A chain is a list of {url, code, method}, in the order in which they were asked.

local M = {}

local following = {[300] = true, [301] = true, [302] = true, [303] = true, [307] = true, [308] = true}
local permanent = {[301] = true, [308] = true}

-- Second levels below which everybody registers names, as far as courses link there.
local shared = {
	ac = true, co = true, com = true, edu = true, gov = true, net = true, org = true,
}

local login_hosts = {
	["accounts.google.com"] = true, ["login.microsoftonline.com"] = true,
}

function M.leads(response)
	return response.ok and following[response.status] == true and response.location ~= nil
end

function M.is_permanent(code) return permanent[code] == true end

-- The method of the next hop.
function M.method(code, method)
	return code == 303 and "GET" or method
end

-- The name that somebody registered: without the public suffix list, about.
function M.domain(host)
	local labels = {}
	for label in host:gmatch("[^.]+") do labels[#labels + 1] = label end
	local n = #labels
	if n <= 2 or host:find("^%[") or host:find("^[%d.]+$") then return host end
	local keep = shared[labels[n - 1]] and #labels[n] == 2 and 3 or 2
	return table.concat(labels, ".", n - keep + 1, n)
end

local function path_of(parts)
	return parts.path ~= "" and parts.path or "/"
end

function M.is_login(parts)
	if not parts then return false end
	if login_hosts[parts.host] or parts.host:find("^accounts%.") or parts.host:find("^sso%.") then
		return true
	end
	local path = path_of(parts):lower() .. "/"
	return path:find("/log%-?in[/.]") ~= nil or path:find("/sign%-?in[/.]") ~= nil
		or path:find("/sso/", 1, true) ~= nil or path:find("/captcha/", 1, true) ~= nil
		or path:find("/consent/", 1, true) ~= nil
end

local function without_scheme(text)
	local rest = text:gsub("^https?://", "")
	return rest
end

local function is_to_root(from, to)
	return path_of(to) == "/" and to.query == "" and #path_of(from):gsub("/+$", "") > 0
		and path_of(from):lower():gsub("index%.%w+$", "") ~= "/"
end

-- How many hops from the first on are permanent.
local function permanent_prefix(chain)
	local n = 0
	for i = 1, #chain - 1 do
		if not permanent[chain[i].code] then break end
		n = i
	end
	return n
end

-- What is new in an address that is the same otherwise.
local function detail(from, to)
	if without_scheme(from) == without_scheme(to) then return "https" end
	if without_scheme(from) .. "/" == without_scheme(to) then return "slash" end
	return nil
end

local function is_allowed(from, to, allow)
	for _, pair in ipairs(allow) do
		if url.matches(pair.from, from) and url.matches(pair.to, to) then return true end
	end
	return false
end

-- Of a chain that ended well: {reason, fix, detail, cross_site}, or nil for one that the
-- site allows or that is no redirect. The fix is the end of the permanent part; what
-- comes behind it may be different tomorrow.
function M.judge(chain, allow)
	if #chain < 2 then return nil end
	local first, last = chain[1].url, chain[#chain].url
	-- The same again, now with its cookie.
	if first == last or is_allowed(first, last, allow) then return nil end
	local from, to = url.parse(first), url.parse(last)
	local n = permanent_prefix(chain)
	local fix = n > 0 and chain[n + 1].url or nil
	local judged = {
		reason = fix and "permanent" or "temporary", fix = fix,
		detail = fix and detail(first, fix) or nil,
		cross_site = M.domain(from.host) ~= M.domain(to.host),
	}
	if is_to_root(from, to) then judged.reason, judged.fix = "to_root", nil end
	return judged
end

return M
