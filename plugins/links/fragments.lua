-- What stands behind '#' in addresses of other sites: which of it is looked for, how a
-- site names it, and what it means that it was not found.

local M = {}

-- Pages below this size, with scripts, are shells that are filled in the browser.
local SHELL = 4096

-- Text directives are the browser's own.
function M.strip(fragment)
	local stripped = fragment:gsub(":~:.*$", "")
	return stripped
end

-- '*' is any text, and "[0-9]" one of these; a Lua pattern of that.
local function pattern_of(glob)
	local pattern = glob:gsub("[%^%$%(%)%%%.%+%?]", "%%%0"):gsub("%*", ".*")
	return "^" .. pattern .. "$"
end

-- Nil when the page need not be fetched for it.
function M.wanted(fragment, settings)
	if not fragment or not settings.external then return nil end
	local stripped = M.strip(fragment)
	if stripped == "" or stripped:lower() == "top" then return nil end
	for _, pattern in ipairs(settings.skip) do
		if ("#" .. stripped):find(pattern_of(pattern)) then return nil end
	end
	return stripped
end

local function is_github(host)
	return host == "github.com" or host == "gist.github.com"
end

-- What to look for, for one fragment: GitHub gives headings of readers' files a prefix.
function M.spellings(fragment, host)
	if not is_github(host) then return {fragment} end
	return {fragment, "user-content-" .. fragment:lower()}
end

local function is_html(response)
	local kind = (response.content_type or ""):lower()
	return kind:find("text/html", 1, true) == 1 or kind:find("application/xhtml+xml", 1, true) == 1
end

-- Why a page that does not have it may have it all the same; nil: it has not.
local function doubt(response, host)
	if not is_html(response) then return "type" end
	if not response.found then return "unread" end
	if is_github(host) then return "scripts" end
	if response.truncated then return "cut" end
	if response.bytes < SHELL and response.scripts then return "scripts" end
	return nil
end

-- "found", "missing", or "unclear" and why.
function M.judge(fragment, response, host)
	for _, spelling in ipairs(M.spellings(fragment, host)) do
		if response.found and response.found[spelling] then return "found" end
	end
	local why = doubt(response, host)
	if why then return "unclear", why end
	return "missing"
end

return M
