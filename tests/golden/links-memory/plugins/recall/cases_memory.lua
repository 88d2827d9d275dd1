local health = require("health")
local memory = require("memory")

local HEAD = '{"v":1,"tool":"Lectern","policy":"aa"}\n'
local SETTINGS = {
	cache = {ttl = {ok = 14 * 86400, redirected = 14 * 86400, blocked = 3 * 86400, timeout = 0, broken = 0}, jitter = 0},
	health = {confirm = 2, pins = {
		{url = "HTTPS://Walled.example/a", status = "ok", reason = "seen", ["until"] = "2026-11-20"},
		{url = "https://walled.example/b#part", status = "ok", reason = "seen", ["until"] = "2026-11-19"},
		{url = "https://walled.example/c", status = "ok", reason = "seen"},
	}},
}

-- A store of texts; of a name with a false text reading fails.
local function new_store(texts)
	return {
		texts = texts,
		read = function(name)
			if texts[name] == false then return nil, "it is a folder" end
			return texts[name]
		end,
		write = function(name, text)
			texts[name] = text
			return true
		end,
	}
end

local function open(texts, more)
	local options = {settings = SETTINGS, today = "2026-11-20", policy = "aa", tool = "Lectern", cached = true, store = new_store(texts)}
	for name, value in pairs(more or {}) do options[name] = value end
	return memory.open(options)
end

local function line(key, status, day, rest)
	return ('{"u":"%s","s":"%s","t":"%s"%s}\n'):format(key, status, day, rest or "")
end

local function age_of(remembered, key)
	return select(2, memory.answer(remembered, key))
end

local function check_answers(same)
	local cache = HEAD .. line("fresh", "ok", "2026-11-17") .. line("old", "ok", "2026-11-06") .. line("slow", "timeout", "2026-11-20") .. line("gone", "broken", "2026-11-20")
	local texts = {cache = cache, health = HEAD .. line("committed", "ok", "2026-11-10") .. line("fresh", "ok", "2026-11-15")}
	local remembered = open(texts)
	same(age_of(remembered, "fresh"), 3, "the cache answers, and says how old that is")
	same(age_of(remembered, "committed"), 10, "so does the health file")
	same({age_of(remembered, "old") or "due", age_of(remembered, "slow") or "due", age_of(remembered, "gone") or "due", age_of(remembered, "never") or "due"},
		{"due", "due", "due", "due"}, "not what is old, slow, broken or unheard of")
	same({memory.is_new(remembered, "old"), memory.is_new(remembered, "fresh")}, {true, false}, "new is what the health file does not know")
	same(memory.answer(open(texts, {cached = false}), "fresh"), nil, "nothing without a cache")
	same(memory.answer(open(texts, {policy = "bb"}), "fresh"), nil, "nothing under another policy")
	same(memory.history(open(texts, {policy = "bb"}), "fresh").t, "2026-11-17", "but history stays")
	same(age_of(open(texts, {refresh = 5}), "fresh"), 5, "a refresh wants the health file's own")
	local later = open({cache = '{"v":1,"policy":"aa","from":"2026-11-17"}\n' .. line("before", "ok", "2026-11-16") .. line("after", "ok", "2026-11-17")})
	same({age_of(later, "before") or "due", age_of(later, "after") or "due"}, {"due", 3}, "what was asked before the policy changed is due")
end

local function check_choice(same)
	local texts = {health = HEAD .. line("a", "ok", "2026-10-05") .. line("b", "ok", "2026-10-01") .. line("c", "ok", "2026-11-19")}
	local keys = {"a", "b", "c", "new"}
	same({memory.choose(open(texts, {refresh = 2}), keys)}, {{"new", "b"}, {"a"}}, "a refresh asks the longest waiting")
	same({memory.choose(open(texts), keys)}, {{"new", "b", "a"}, {}}, "else all that are due are asked")
	same({memory.choose(open(texts, {cached = false}), keys)}, {{"new", "b", "a", "c"}, {}}, "and all without a cache")
end

local function check_saving(same)
	local texts = {health = HEAD .. line("a", "broken", "2026-11-13", ',"n":1,"since":"2026-11-13"')}
	local remembered = open(texts)
	same({memory.record(remembered, "a", {status = "broken", reason = "http_404", code = 404})}, {"confirmed", "2026-11-13"}, "the history of the health file counts")
	memory.save(remembered, {a = true})
	same(texts.cache, HEAD .. '{"u":"a","s":"broken","r":"http_404","c":404,"t":"2026-11-20","n":2,"since":"2026-11-13"}\n', "the cache is written")
	same(texts.health, HEAD .. line("a", "broken", "2026-11-13", ',"n":1,"since":"2026-11-13"'), "the health file is not")
	remembered = open(texts, {refresh = 1})
	memory.record(remembered, "a", {status = "ok", reason = "ok", code = 200})
	memory.save(remembered, {a = true})
	same(texts.health, HEAD .. '{"u":"a","s":"ok","c":200,"t":"2026-11-20","ok":"2026-11-20"}\n', "but when it is refreshed")
	local once = texts.health
	memory.save(open(texts, {refresh = 1}), {a = true})
	same(texts.health, once, "a run that asks nothing changes nothing")
	memory.save(open(texts, {refresh = 1, today = "2027-03-01"}), {})
	same(texts.health, HEAD, "what is named no more is forgotten")
end

local function check_policy(same)
	local texts = {health = HEAD .. line("a", "ok", "2026-11-19") .. line("b", "ok", "2026-11-19"), cache = HEAD .. line("a", "ok", "2026-11-20") .. line("b", "ok", "2026-11-20")}
	local remembered = open(texts, {policy = "bb", refresh = 1})
	same({memory.choose(remembered, {"a", "b"})}, {{"a"}, {"b"}}, "another policy: all is due")
	memory.record(remembered, "a", {status = "ok", reason = "ok", code = 200})
	memory.save(remembered, {a = true, b = true})
	same(texts.health, '{"v":1,"tool":"Lectern","policy":"bb","from":"2026-11-20"}\n{"u":"a","s":"ok","c":200,"t":"2026-11-20","ok":"2026-11-20"}\n'
		.. line("b", "ok", "2026-11-19"), "what was not asked stays, of a day before the change")
	remembered = open(texts, {policy = "bb"})
	same({age_of(remembered, "a") or "due", age_of(remembered, "b") or "due"}, {0, "due"}, "and is due in the next run, too")
	same(memory.policy("head", "200-299") ~= memory.policy("get", "200-299"), true, "other settings, another policy")
	same(memory.policy("head", "200-299"), memory.policy("head", "200-299"), "the same, the same")
end

local function check_trouble(same)
	local texts = {cache = false, health = '{"v":9}\n'}
	local remembered = open(texts, {refresh = 1})
	same(remembered.problems, {{file = "cache", text = "it is a folder"}, {file = "health", line = 1, text = "a newer version of Lectern wrote this file"}}, "files that cannot be read are told")
	memory.record(remembered, "a", {status = "ok", reason = "ok", code = 200})
	memory.save(remembered, {})
	same(texts, {cache = false, health = '{"v":9}\n'}, "and left alone")
	same(open({cache = HEAD .. "oops\n"}).problems, {{file = "cache", line = 2, text = "this is no entry"}}, "so is a line, with its number")
end

local function check_pins(same)
	local remembered = open({})
	local function reason(key) return memory.pin(remembered, key) and memory.pin(remembered, key).reason or "none" end
	same({reason("https://walled.example/a"), reason("https://walled.example/b#part"), reason("https://walled.example/c"), reason("https://walled.example/d")},
		{"seen", "none", "seen", "none"}, "a pin holds on its last day, and for ever without one")
	local expired = memory.expired_pins(remembered)
	same({#expired, expired[1].url}, {1, "https://walled.example/b#part"}, "one that has passed is told")
end

return function(same)
	for _, check in ipairs({check_answers, check_choice, check_saving, check_policy, check_trouble, check_pins}) do check(same) end
end
