-- What a run remembers: the cache, which is this machine's, and the health file, which is the
-- site's and written only when it is refreshed. Both are read by health.lua.
--
-- open() reads them, record() notes what was found, save() writes them. What is wrong with the
-- files is told in `problems`, {file, line, text}, and never ends a run.

local health = require("health")

local FILES = {"cache", "health"}

local M = {}

local function add_problem(memory, file, line, text)
	memory.problems[#memory.problems + 1] = {file = file, line = line, text = text}
end

-- A file as it is, or empty. What could not be read is not written over.
local function read_file(memory, name)
	local text, reason = memory.store.read(name)
	local file = {name = name, recorded = {}, nrecorded = 0, locked = reason ~= nil}
	local problems
	file.entries, file.header, problems = health.parse(text or "")
	file.locked = file.locked or file.header.newer
	file.changed = file.header.policy ~= memory.policy
	file.sound = #problems == 0
	if reason then add_problem(memory, name, nil, reason) end
	for _, problem in ipairs(problems) do add_problem(memory, name, problem.line, problem.text) end
	return file
end

local function read_pins(pins)
	local by_key = {}
	for _, pin in ipairs(pins or {}) do
		local key, fragment = url.key(pin.url)
		if key then by_key[fragment and key .. "#" .. fragment or key] = pin end
	end
	return by_key
end

-- open(options): options are settings (site.links), today, policy (a text that changes when an
-- answer would mean something else), tool, cached (false: nothing is answered from memory),
-- refresh (a number: the health file is written), and store, where it is another than the host's.
function M.open(options)
	local memory = {
		settings = options.settings.cache,
		confirm = options.settings.health.confirm,
		pins = read_pins(options.settings.health.pins),
		today = options.today,
		policy = options.policy,
		tool = options.tool,
		cached = options.cached,
		refresh = options.refresh,
		store = options.store or store,
		problems = {},
	}
	for _, name in ipairs(FILES) do memory[name] = read_file(memory, name) end
	return memory
end

-- policy(…): one text of many.
function M.policy(...)
	return ("%08x"):format(health.hash(table.concat({...}, "\n")))
end

local function newer(one, other)
	if not one or not other then return one or other end
	return other.t > one.t and other or one
end

-- An entry that still means what it said and is not due.
local function valid(memory, file, key)
	local entry = file.entries[key]
	if not entry or file.changed or entry.t < (file.header.from or "") then return nil end
	return not health.is_due(entry, memory.settings, memory.today) and entry or nil
end

-- history(memory, key): what was found last, however long ago, or nil.
function M.history(memory, key)
	return newer(memory.health.entries[key], memory.cache.entries[key])
end

-- is_new(memory, key): whether the health file has never heard of it.
function M.is_new(memory, key)
	return memory.health.entries[key] == nil
end

-- answer(memory, key): the entry that answers instead of the network, and its age in days; or
-- nil. A health file that is refreshed wants its own answers, not those of this machine.
function M.answer(memory, key)
	if not memory.cached then return nil end
	local entry = valid(memory, memory.health, key)
	if not memory.refresh then entry = newer(entry, valid(memory, memory.cache, key)) end
	if entry then return entry, health.days_between(entry.t, memory.today) end
end

-- choose(memory, keys): those to be asked, the longest waiting first, and those that are due but
-- not asked, because the refresh is for fewer.
function M.choose(memory, keys)
	local due, known = {}, {}
	for _, key in ipairs(keys) do
		if not M.answer(memory, key) then
			due[#due + 1] = key
			known[key] = memory.refresh and memory.health.entries[key] or M.history(memory, key)
		end
	end
	health.oldest_first(due, known)
	local most = math.min(memory.refresh or #due, #due)
	return table.move(due, 1, most, 1, {}), table.move(due, most + 1, #due, 1, {})
end

local function record_in(memory, name, key, result)
	local file = memory[name]
	if name == "cache" then file.entries[key] = M.history(memory, key) end
	file.recorded[key] = true
	file.nrecorded = file.nrecorded + 1
	return health.record(file.entries, key, result, memory.today, memory.confirm)
end

-- record(memory, key, result): notes {status, reason, code, final}. Returns "watching" of what fails
-- and "confirmed" when it did so in enough runs, and since when.
function M.record(memory, key, result)
	local state = record_in(memory, "cache", key, result)
	if memory.refresh then state = record_in(memory, "health", key, result) end
	return state, M.history(memory, key).since
end

-- pin(memory, key): the pin that answers for it today, or nil.
function M.pin(memory, key)
	local pin = memory.pins[key]
	return pin and (not pin["until"] or memory.today <= pin["until"]) and pin or nil
end

-- expired_pins(memory): those whose day has passed, by their keys.
function M.expired_pins(memory)
	local expired = {}
	for _, key in ipairs(health.sorted_keys(memory.pins)) do
		if not M.pin(memory, key) then expired[#expired + 1] = memory.pins[key] end
	end
	return expired
end

-- The day from which on a file's entries are of today's policy; nil when all are.
local function policy_day(memory, file, keys)
	if not file.changed then return file.header.from end
	for _, key in ipairs(keys) do
		if file.entries[key] and not file.recorded[key] then return memory.today end
	end
end

-- What another policy asked today cannot be told from what this one asked.
local function forget_doubtful(memory, file, keys)
	for _, key in ipairs(keys) do
		local entry = file.entries[key]
		if entry and entry.t >= memory.today and not file.recorded[key] then file.entries[key] = nil end
	end
end

-- A file about which nothing is new stays as it is.
local function write_file(memory, file, referenced)
	if file.locked then return false end
	local keys = health.sorted_keys(file.entries)
	local npruned = health.prune(file.entries, referenced, memory.today, keys)
	if file.sound and not file.changed and file.nrecorded + npruned == 0 then return true end
	if file.changed and file.name == "cache" then forget_doubtful(memory, file, keys) end
	local header = {tool = memory.tool, policy = memory.policy, from = policy_day(memory, file, keys)}
	return memory.store.write(file.name, health.format(file.entries, header, keys))
end

-- save(memory, referenced): writes the cache, and the health file when it is refreshed; never call
-- it when the network was down. referenced is the set of keys that the site has.
function M.save(memory, referenced)
	write_file(memory, memory.cache, referenced)
	if memory.refresh then write_file(memory, memory.health, referenced) end
end

return M
