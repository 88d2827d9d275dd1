-- Addresses that tell nothing by themselves, and what is asked instead of them.
--
-- A video that is gone answers 200, and so does the page of a package that never was. A probe's
-- `match` is what begins the address, `check` what is asked, with the first piece that
-- the Lua pattern `take` finds in the rest in place of %s.

local M = {}

local function video(match, take)
	return {name = "youtube", match = match, take = take,
		check = "https://img.youtube.com/vi/%s/0.jpg"}
end

M.list = {
	video("https://www.youtube.com/watch?", "^[^#]-v=([%w_-]+)"),
	video("https://youtube.com/watch?", "^[^#]-v=([%w_-]+)"),
	video("https://m.youtube.com/watch?", "^[^#]-v=([%w_-]+)"),
	video("https://www.youtube.com/shorts/", "^([%w_-]+)"),
	video("https://www.youtube.com/embed/", "^([%w_-]+)"),
	video("https://www.youtube-nocookie.com/embed/", "^([%w_-]+)"),
	video("https://youtu.be/", "^([%w_-]+)"),
	{name = "crates", match = "https://crates.io/crates/", take = "^([%w_-]+)/?$",
		check = "https://crates.io/api/v1/crates/%s"},
	{name = "npm", match = "https://www.npmjs.com/package/", take = "^([%w@/._-]-)/?$",
		check = "https://registry.npmjs.org/%s"},
	{name = "pypi", match = "https://pypi.org/project/", take = "^([%w._-]+)/?$",
		check = "https://pypi.org/pypi/%s/json"},
	-- The publisher behind it is none of the author's business, and most of them are walls.
	{name = "doi", match = "https://doi.org/", redirect_is_ok = true},
	{name = "doi", match = "http://dx.doi.org/", redirect_is_ok = true},
	{name = "archive", match = "https://web.archive.org/", timeout = 60, concurrency = 1},
	{name = "archive", match = "https://archive.org/", timeout = 60, concurrency = 1},
}

-- The site's own: what the '*' at the end of `match` stands for comes in the place of that of `check`.
function M.own(list)
	local own = {}
	for i, probe in ipairs(list) do
		local check = probe.check and probe.check:gsub("%%", "%%%%"):gsub("%*", "%%s", 1)
		own[i] = {name = "own", match = (probe.match:gsub("%*$", "")), take = "^(.*)$", check = check,
			accept = probe.ok, blocked = probe.blocked}
	end
	return own
end

local function rewrite(probe, address)
	if not probe.check then return address end
	local piece = address:sub(#probe.match + 1):match(probe.take)
	if not piece then return nil end
	local check = probe.check:gsub("%%(.)", function(what) return what == "s" and piece or what end)
	return check
end

-- A list by scheme and host, for most addresses are of none; one with a probe that begins with less
-- stays as it is.
function M.index(list)
	local by_host = {}
	for _, probe in ipairs(list) do
		local host = probe.match:match("^%w+://[^/]*/")
		if not host then return {all = list} end
		by_host[host] = by_host[host] or {}
		table.insert(by_host[host], probe)
	end
	return {by_host = by_host}
end

-- The probe of an address and what to ask for it; nil: itself.
function M.find(address, index)
	local list = index.all or index.by_host[address:match("^%w+://[^/]*/")]
	for _, probe in ipairs(list or {}) do
		if address:sub(1, #probe.match) == probe.match then
			local ask = rewrite(probe, address)
			if ask then return probe, ask end
		end
	end
	return nil
end

return M
