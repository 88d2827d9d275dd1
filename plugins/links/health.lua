-- What is remembered of links: JSON Lines, an address a line, sorted, with days and no times.
--
-- The first line is {"v":1, …}, with the policy by which was asked and from which day on; then come entries by their key u, which is an address with or
-- without its fragment: status s, reason r, code c, final address f, day of the check t, last
-- day on which it worked ok, runs n that failed one after the other, and since when. One link
-- that changed is one line that changed, so that lines merge.
--
-- Functions of texts and tables: nothing here knows files, settings or the clock.

local VERSION = 1
local LONGEST_LINE = 65536
local DAY = 86400
local KEPT_DAYS = 90

local HEADER_ORDER = {"v", "tool", "policy", "from"}
local ENTRY_ORDER = {"u", "s", "r", "c", "f", "t", "ok", "n", "since"}
-- Statuses that are remembered. What fails the same way in a row counts on: a wall is no failure.
local CLASS_OF = {ok = "good", redirected = "good", blocked = "blocked", timeout = "failing", broken = "failing"}

local function is_text(value)
	return type(value) == "string" and value ~= "" and not value:find("%c")
end

-- What days are in days since 1970, or false: there are few, and each is asked for again and again.
local days = {}

local function days_of_text(text)
	if days[text] == nil then days[text] = time.days(text) or false end
	return days[text]
end

local function is_day(value)
	return type(value) == "string" and days_of_text(value) ~= false and #value == 10
end

local function is_whole(value, least, most)
	return math.type(value) == "integer" and value >= least and value <= most
end

local IS_GOOD = {
	u = is_text,
	s = function(value) return CLASS_OF[value] ~= nil end,
	r = function(value) return type(value) == "string" and value:find("^[%w_:-]+$") ~= nil end,
	c = function(value) return is_whole(value, 0, 999) end,
	f = is_text,
	t = is_day,
	ok = is_day,
	n = function(value) return is_whole(value, 1, 1000000) end,
	since = is_day,
}

-- What is wrong with an entry, or nil.
local function fault_of(entry)
	for _, name in ipairs({"u", "s", "t"}) do
		if entry[name] == nil then return ("'%s' is missing"):format(name) end
	end
	for name, value in pairs(entry) do
		if not IS_GOOD[name] then return ("nothing is called '%s'"):format(name) end
		if not IS_GOOD[name](value) then return ("'%s' cannot be that"):format(name) end
	end
end

local IS_CONFLICT = {["<<<<<<<"] = true, ["======="] = true, [">>>>>>>"] = true, ["|||||||"] = true}

-- The table of a line, or nil and what is wrong.
local function read_line(line)
	if IS_CONFLICT[line:sub(1, 7)] then return nil, "a merge left its mark" end
	if #line > LONGEST_LINE then return nil, "the line is too long" end
	local value = json.decode(line)
	if type(value) ~= "table" or #value > 0 then return nil, "this is no entry" end
	return value
end

local function format_entry(entry)
	return json.encode(entry, ENTRY_ORDER)
end

-- Of two entries with one key the newer; of one day the better, whichever comes first.
local function newer(one, other)
	if one.t ~= other.t then return one.t > other.t and one or other end
	local good, other_good = CLASS_OF[one.s] == "good", CLASS_OF[other.s] == "good"
	if good ~= other_good then return good and one or other end
	return format_entry(one) <= format_entry(other) and one or other
end

-- Two headers are left by a merge; where they differ, nothing is known of the policy.
local function join_headers(header, more)
	if not header then return more end
	local joined = {v = math.max(header.v, more.v)}
	if header.tool == more.tool then joined.tool = header.tool end
	if header.policy == more.policy then
		joined.policy = header.policy
		joined.from = (header.from or "") > (more.from or "") and header.from or more.from
	end
	return joined
end

local function fault_of_header(value)
	if not is_whole(value.v, 1, 1000000) then return "'v' cannot be that" end
	if value.v > VERSION then return "a newer version of Lectern wrote this file" end
end

-- The header's members that are known and good.
local function take_header(value)
	return {
		v = value.v,
		tool = is_text(value.tool) and value.tool or nil,
		policy = is_text(value.policy) and value.policy or nil,
		from = is_day(value.from) and value.from or nil,
	}
end

-- Without their ends; one that nothing follows is none.
local function each_line(text)
	local at = 1
	return function()
		if at > #text then return nil end
		local stop = text:find("\n", at, true) or #text + 1
		local last = text:byte(stop - 1) == 13 and stop - 2 or stop - 1
		local line = text:sub(at, last)
		at = stop + 1
		return line
	end
end

local M = {VERSION = VERSION}

-- parse(text): entries by key, the header, and problems {line, text}. Of a text by a newer version
-- the header alone is told, with header.newer: it must not be written over.
function M.parse(text)
	local entries, header, problems = {}, nil, {}
	local number = 0
	local function problem(what) problems[#problems + 1] = {line = number, text = what} end
	for line in each_line((text:gsub("^\xEF\xBB\xBF", ""))) do
		number = number + 1
		local value, fault
		if line:find("%S") then
			value, fault = read_line(line)
			if value then
				local is_header = value.v ~= nil and value.u == nil
				fault = (is_header and fault_of_header or fault_of)(value)
				if is_header and is_whole(value.v, VERSION + 1, 1000000) then
					return {}, {v = value.v, newer = true}, {{line = number, text = fault}}
				elseif fault then
					value = nil
				elseif is_header then
					header = join_headers(header, take_header(value))
				else
					local known = entries[value.u]
					entries[value.u] = known and newer(known, value) or value
				end
			end
		end
		if fault then problem(fault) end
	end
	return entries, header or {v = VERSION}, problems
end

-- In the order of pairs, which is that of bytes.
function M.sorted_keys(entries)
	local keys = {}
	for key in pairs(entries) do keys[#keys + 1] = key end
	return keys
end

-- format(entries, header, keys): the text of a file; format(parse(text)) is text again. The keys
-- are those of sorted_keys, where the caller has them, and may name more than there is.
function M.format(entries, header, keys)
	local lines = {json.encode(
		{v = VERSION, tool = header.tool, policy = header.policy, from = header.from}, HEADER_ORDER)}
	for _, key in ipairs(keys or M.sorted_keys(entries)) do
		if entries[key] then lines[#lines + 1] = format_entry(entries[key]) end
	end
	return table.concat(lines, "\n") .. "\n"
end

-- hash(text): 32 bits, the same everywhere; close texts are far apart.
function M.hash(text)
	local hash = 2166136261
	for i = 1, #text do hash = (hash ~ text:byte(i)) * 16777619 & 0xffffffff end
	hash = (hash ~ hash >> 16) * 0x85ebca6b & 0xffffffff
	hash = (hash ~ hash >> 13) * 0xc2b2ae35 & 0xffffffff
	return hash ~ hash >> 16
end

-- days_between(one, other): from one day to the other; nil when one is none.
function M.days_between(one, other)
	local first, last = days_of_text(one), days_of_text(other)
	return first and last and last - first or nil
end

function M.is_good(entry) return CLASS_OF[entry.s] == "good" end

-- Counts on what failed before, in another run: the same day is the same run.
local function count_failure(entry, old, today)
	local same = old and CLASS_OF[old.s] == CLASS_OF[entry.s]
	local since = same and (old.since or old.t) or today
	entry.n = same and (old.n or 1) or 1
	if same and old.t < today then entry.n = entry.n + 1 end
	entry.since = since <= today and since or today
	entry.ok = old and old.ok
end

-- record(entries, key, result, today, confirm): what a run found, {status, reason, code, final}, as the
-- entry of the key. Returns "watching" or, after `confirm` runs, "confirmed" of what fails, else nil.
function M.record(entries, key, result, today, confirm)
	local entry = {u = key, s = result.status, c = result.code, t = today}
	assert(CLASS_OF[entry.s], "a status that is not remembered")
	if result.reason ~= entry.s then entry.r = result.reason end
	if result.final ~= key then entry.f = result.final end
	if M.is_good(entry) then
		entry.ok = today
	else
		count_failure(entry, entries[key], today)
	end
	entries[key] = entry
	if M.is_good(entry) then return nil end
	return M.is_confirmed(entry, confirm) and "confirmed" or "watching"
end

-- is_confirmed(entry, confirm): whether it fails, and did so in that many runs.
function M.is_confirmed(entry, confirm)
	return not M.is_good(entry) and (entry.n or 1) >= confirm
end

-- How many days an answer counts, by where it is in the spread, from -1 to 1. Less than a day is
-- a day, for nothing finer is remembered; 0 is never.
local function days_of(entry, settings, spread)
	local ttl = (settings.ttl[entry.s] or 0) / DAY
	if ttl <= 0 then return 0 end
	return math.max(1, math.floor(ttl * (1 + settings.jitter * spread) + 0.5))
end

-- Where an entry is in it, by its key: what was checked in one run does not fall due in one.
local function spread_of(entry)
	return 2 * (M.hash(entry.u) / 0x100000000) - 1
end

-- is_due(entry, settings, today): whether it is to be asked again; settings has ttl, seconds by
-- status, and jitter, a share of that. An entry of a day to come is due: a clock was wrong.
function M.is_due(entry, settings, today)
	local age = M.days_between(entry.t, today)
	if not age or age < 0 then return true end
	-- Of most it is plain without their place in the spread, which takes a while to tell.
	if age < days_of(entry, settings, -1) then return false end
	return age >= days_of(entry, settings, 1) or age >= days_of(entry, settings, spread_of(entry))
end

-- oldest_first(keys, entries): sorts the keys by the days of their entries; those without an entry
-- come first.
function M.oldest_first(keys, entries)
	local by_day, n = {}, 0
	table.sort(keys)
	for _, key in ipairs(keys) do
		local day = entries[key] and entries[key].t or ""
		local those = by_day[day] or {}
		by_day[day] = those
		those[#those + 1] = key
	end
	for _, those in pairs(by_day) do
		table.move(those, 1, #those, n + 1, keys)
		n = n + #those
	end
	return keys
end

-- oldest_due(entries, n, settings, today, keys): those n of the keys (none given: of all entries) that
-- are due and have waited longest.
function M.oldest_due(entries, n, settings, today, keys)
	local due = {}
	for _, key in ipairs(keys or M.sorted_keys(entries)) do
		if not entries[key] or M.is_due(entries[key], settings, today) then due[#due + 1] = key end
	end
	M.oldest_first(due, entries)
	return table.move(due, 1, math.min(n, #due), 1, {})
end

-- prune(entries, referenced, today, keys): forgets what the site no longer names and nobody asked
-- for 90 days; referenced is a set of keys. Returns how many.
function M.prune(entries, referenced, today, keys)
	local pruned = 0
	for _, key in ipairs(keys or M.sorted_keys(entries)) do
		local entry = not referenced[key] and entries[key]
		local age = entry and M.days_between(entry.t, today)
		if age and age > KEPT_DAYS then
			entries[key] = nil
			pruned = pruned + 1
		end
	end
	return pruned
end

return M
