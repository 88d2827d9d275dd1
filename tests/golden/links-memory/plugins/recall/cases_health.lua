local health = require("health")

local HEAD = '{"v":1,"tool":"Lectern","policy":"aa"}\n'
local A = '{"u":"https://a.example/x","s":"ok","c":200,"t":"2026-11-20","ok":"2026-11-20"}\n'
local B = '{"u":"https://b.example/","s":"redirected","r":"permanent","c":301,"f":"https://b.example/en/","t":"2026-11-18","ok":"2026-11-18"}\n'
local C = '{"u":"https://c.example/old","s":"broken","r":"http_404","c":404,"t":"2026-11-20","ok":"2026-08-03","n":3,"since":"2026-11-06"}\n'
local D = '{"u":"https://d.example/p#sec","s":"ok","t":"2026-11-20"}\n'
local ALL = HEAD .. A .. B .. C .. D
local TTL = {ttl = {ok = 14 * 86400, redirected = 14 * 86400, blocked = 3 * 86400, timeout = 0, broken = 0}, jitter = 0.2}

local function rewrite(text)
	local entries, header = health.parse(text)
	return health.format(entries, header)
end

local function count(entries)
	return #health.sorted_keys(entries)
end

local function problems_of(text)
	local _, _, problems = health.parse(text)
	local lines = {}
	for _, problem in ipairs(problems) do lines[#lines + 1] = problem.line .. ": " .. problem.text end
	return table.concat(lines, "; ")
end

local function check_format(same)
	same(rewrite(ALL), ALL, "what was written is written again, byte for byte")
	same(rewrite(HEAD .. D .. C .. A .. B), ALL, "lines in any order are sorted")
	same(rewrite((ALL:gsub("\n", "\r\n"))), ALL, "line ends of Windows are read")
	same(rewrite("\xEF\xBB\xBF" .. ALL), ALL, "so is a mark of the byte order")
	same(rewrite((ALL:gsub("\n$", ""))), ALL, "and a file without its last line end")
	same(rewrite(""), '{"v":1}\n', "an empty file has a header and nothing else")
	same(problems_of(ALL .. "\n  \n"), "", "empty lines are no problem")
	same(rewrite('{"ok":"2026-11-20","t":"2026-11-20","c":200,"s":"ok","u":"https://a.example/x"}\n' .. HEAD), HEAD .. A,
		"members in any order, and a header in the middle")
	local odd = '{"u":"https://a.example/%22?q=\\"\\\\é","s":"ok","t":"2026-11-20"}\n'
	same(rewrite(HEAD .. odd), HEAD .. odd, "quotes, backslashes and letters beyond ASCII")
	same(rewrite('{"v":1,"tool":"x\\ny","policy":5,"from":"soon","new":1}\n'), '{"v":1}\n', "of the header what is known and good")
end

local function check_merges(same)
	same(rewrite(HEAD .. A .. HEAD .. A .. B .. C .. D), ALL, "the lines of both sides make one file")
	local newer = A:gsub('"t":"2026%-11%-20","ok":"2026%-11%-20"', '"t":"2026-11-22","ok":"2026-11-22"')
	same(rewrite(HEAD .. newer .. A), HEAD .. newer, "of one key the newer counts")
	same(rewrite(HEAD .. A .. newer), HEAD .. newer, "whichever comes first")
	local failed = A:gsub('"ok","c":200', '"timeout","c":0')
	same(rewrite(HEAD .. failed .. A), HEAD .. A, "of one day the one that worked")
	same(rewrite(HEAD .. A .. failed), HEAD .. A, "whichever comes first")
	local conflict = HEAD .. "<<<<<<< ours\n" .. A .. "||||||| base\n" .. "=======\n" .. newer .. ">>>>>>> theirs\n" .. B
	same(rewrite(conflict), HEAD .. newer .. B, "a merge that was left open loses nothing")
	same(problems_of(conflict), "2: a merge left its mark; 4: a merge left its mark; 5: a merge left its mark; 7: a merge left its mark",
		"and its marks are told")
	same(rewrite('{"v":1,"tool":"x","policy":"aa","from":"2026-11-02"}\n{"v":1,"tool":"x","policy":"bb"}\n'), '{"v":1,"tool":"x"}\n',
		"of two policies neither counts")
	same(rewrite('{"v":1,"policy":"aa","from":"2026-11-02"}\n{"v":1,"policy":"aa","from":"2026-11-03"}\n{"v":1,"policy":"aa"}\n'),
		'{"v":1,"policy":"aa","from":"2026-11-03"}\n', "of one policy the later day")
end

local WRONG = {
	{"nonsense", "this is no entry"},
	{'{"u":"https://a.example/', "this is no entry"},
	{"[1,2]", "this is no entry"},
	{"17", "this is no entry"},
	{"\0\xff", "this is no entry"},
	{"{}", "'u' is missing"},
	{'{"u":"https://e.example/","s":"ok"}', "'t' is missing"},
	{'{"u":"","s":"ok","t":"2026-11-20"}', "'u' cannot be that"},
	{'{"u":7,"s":"ok","t":"2026-11-20"}', "'u' cannot be that"},
	{'{"u":"x\\u0007","s":"ok","t":"2026-11-20"}', "'u' cannot be that"},
	{'{"u":"x","s":"fine","t":"2026-11-20"}', "'s' cannot be that"},
	{'{"u":"x","s":"excluded","t":"2026-11-20"}', "'s' cannot be that"},
	{'{"u":"x","s":"ok","t":"2026-02-30"}', "'t' cannot be that"},
	{'{"u":"x","s":"ok","t":"20 November"}', "'t' cannot be that"},
	{'{"u":"x","s":"ok","t":"2026-11-20","c":"200"}', "'c' cannot be that"},
	{'{"u":"x","s":"ok","t":"2026-11-20","c":1000}', "'c' cannot be that"},
	{'{"u":"x","s":"ok","t":"2026-11-20","c":200.5}', "'c' cannot be that"},
	{'{"u":"x","s":"broken","t":"2026-11-20","n":0}', "'n' cannot be that"},
	{'{"u":"x","s":"broken","t":"2026-11-20","since":true}', "'since' cannot be that"},
	{'{"u":"x","s":"broken","t":"2026-11-20","r":"a b"}', "'r' cannot be that"},
	{'{"u":"x","s":"ok","t":"2026-11-20","ms":12}', "nothing is called 'ms'"},
	{'{"v":"1"}', "'v' cannot be that"},
	{'{"v":0}', "'v' cannot be that"},
	{('{"u":"%s","s":"ok","t":"2026-11-20"}'):format(("x"):rep(70000)), "the line is too long"},
}

local function check_corrupt(same)
	for i, case in ipairs(WRONG) do
		local text = HEAD .. A .. case[1] .. "\n" .. B
		same(problems_of(text), "3: " .. case[2], "wrong " .. i .. " is told with its line")
		same(rewrite(text), HEAD .. A .. B, "wrong " .. i .. " costs no other line")
	end
	local entries, header = health.parse('{"v":2}\n' .. A)
	same({count(entries), header.newer}, {0, true}, "what a newer version wrote is not read")
	same(problems_of('{"v":2}\n' .. A), "1: a newer version of Lectern wrote this file", "which is told")
end

local function entry(fields)
	local made = {u = "https://a.example/x", s = "ok", t = "2026-11-01"}
	for name, value in pairs(fields or {}) do made[name] = value end
	return made
end

local function check_due(same)
	local flat = {ttl = TTL.ttl, jitter = 0}
	same(health.is_due(entry(), flat, "2026-11-14"), false, "13 of 14 days: not due")
	same(health.is_due(entry(), flat, "2026-11-15"), true, "14 of 14 days: due")
	same(health.is_due(entry(), flat, "2026-11-01"), false, "the same day: not due")
	same(health.is_due(entry(), flat, "2026-10-31"), true, "of a day to come: due, a clock was wrong")
	same(health.is_due(entry({s = "blocked"}), flat, "2026-11-03"), false, "blocked, 2 of 3 days")
	same(health.is_due(entry({s = "blocked"}), flat, "2026-11-04"), true, "blocked, 3 of 3 days")
	for _, status in ipairs({"timeout", "broken"}) do
		same(health.is_due(entry({s = status}), TTL, "2026-11-01"), true, status .. " is always due")
	end
	local hours = {ttl = {ok = 6 * 3600}, jitter = 0}
	same({health.is_due(entry(), hours, "2026-11-01"), health.is_due(entry(), hours, "2026-11-02")}, {false, true},
		"hours are a day: nothing finer is remembered")
	same(health.is_due(entry(), {ttl = {}, jitter = 0.2}, "2026-11-01"), true, "a status without a time is due")
	same(health.is_due(entry({t = "2024-02-28"}), {ttl = {ok = 2 * 86400}, jitter = 0}, "2024-02-29"), false, "over the end of a February")
end

-- After how many days each of 1,000 links is due.
local function spread()
	local days = {}
	for i = 1, 1000 do
		local one = entry({u = "https://docs.example.org/page/" .. i})
		local age = 0
		while not health.is_due(one, TTL, time.date(time.days(one.t) + age)) do age = age + 1 end
		days[age] = (days[age] or 0) + 1
	end
	return days
end

local function check_jitter(same)
	local days = spread()
	local least, most, fewest, all = 99, 0, 1000, 0
	for age, links in pairs(days) do
		least, most, all = math.min(least, age), math.max(most, age), all + links
		if age > 11 and age < 17 then fewest = math.min(fewest, links) end
	end
	same({all, least, most}, {1000, 11, 17}, "a thousand links fall due within a fifth of their time")
	same(fewest > 120, true, "as many on each day between")
	same(spread(), days, "and the same again")
	same({health.hash(""), health.hash("a"), health.hash("https://a.example/")}, {2872998923, 444641715, 231001205}, "the hash is what it was")
end

local function check_record(same)
	local entries = {}
	local function run(day, status, reason, code)
		local state = health.record(entries, "k", {status = status, reason = reason, code = code}, day, 2)
		return {state or "good", entries.k}
	end
	same(run("2026-11-01", "ok", "ok", 200), {"good", {u = "k", s = "ok", c = 200, t = "2026-11-01", ok = "2026-11-01"}}, "what works")
	same(run("2026-11-06", "broken", "http_404", 404),
		{"watching", {u = "k", s = "broken", r = "http_404", c = 404, t = "2026-11-06", ok = "2026-11-01", n = 1, since = "2026-11-06"}}, "fails once")
	same(run("2026-11-06", "broken", "http_404", 404)[2].n, 1, "twice on one day is once")
	same(run("2026-11-07", "broken", "http_404", 404),
		{"confirmed", {u = "k", s = "broken", r = "http_404", c = 404, t = "2026-11-07", ok = "2026-11-01", n = 2, since = "2026-11-06"}}, "fails on another day")
	same(run("2026-11-07", "broken", "http_404", 404)[1], "confirmed", "and stays confirmed on that day")
	same(run("2026-11-09", "timeout", "connect")[2].n, 3, "no answer goes on counting")
	same(run("2026-11-12", "blocked", "http_403", 403),
		{"watching", {u = "k", s = "blocked", r = "http_403", c = 403, t = "2026-11-12", ok = "2026-11-01", n = 1, since = "2026-11-12"}}, "a wall is another matter")
	same(run("2026-11-13", "redirected", "permanent", 301),
		{"good", {u = "k", s = "redirected", r = "permanent", c = 301, t = "2026-11-13", ok = "2026-11-13"}}, "that it works again ends the count")
	same(run("2026-11-14", "timeout", "body"), {"watching", {u = "k", s = "timeout", r = "body", t = "2026-11-14", ok = "2026-11-13", n = 1, since = "2026-11-14"}}, "which begins anew")
	same(run("2026-11-10", "timeout", "body"), {"watching", {u = "k", s = "timeout", r = "body", t = "2026-11-10", ok = "2026-11-13", n = 1, since = "2026-11-10"}}, "a clock that went back counts nothing")
	same(health.record({}, "k", {status = "broken", reason = "refused"}, "2026-11-10", 1), "confirmed", "one run is enough for who says so")
	same(health.record({}, "k", {status = "ok", reason = "ok", final = "k"}, "2026-11-10", 2), nil, "nothing is watched of what works")
end

local function lines_that_differ(one, other)
	local seen, differ = {}, 0
	for line in one:gmatch("[^\n]+") do seen[line] = true end
	for line in other:gmatch("[^\n]+") do if not seen[line] then differ = differ + 1 end end
	return differ
end

local function check_recovery(same)
	local entries, header = health.parse(ALL)
	health.record(entries, "https://c.example/old", {status = "ok", reason = "ok", code = 200}, "2026-11-27", 2)
	local after = health.format(entries, header)
	same({lines_that_differ(ALL, after), lines_that_differ(after, ALL)}, {1, 1}, "a recovery is a difference of one line")
	same(after:match('[^\n]*c%.example[^\n]*'), '{"u":"https://c.example/old","s":"ok","c":200,"t":"2026-11-27","ok":"2026-11-27"}', "without the count")
end

local function check_order(same)
	local entries = {
		a = entry({u = "a", t = "2026-10-05"}), b = entry({u = "b", t = "2026-10-01"}),
		c = entry({u = "c", t = "2026-11-19"}), d = entry({u = "d", t = "2026-10-01", s = "broken"}),
	}
	same(health.oldest_due(entries, 3, TTL, "2026-11-20"), {"b", "d", "a"}, "the oldest that are due, then by key")
	same(health.oldest_due(entries, 9, TTL, "2026-11-20"), {"b", "d", "a"}, "no more than are due")
	same(health.oldest_due(entries, 0, TTL, "2026-11-20"), {}, "none")
	same(health.oldest_due(entries, 3, TTL, "2026-11-20", {"z", "c", "a"}), {"z", "a"}, "what was never asked comes first")
end

local function check_prune(same)
	local entries = {
		gone = entry({u = "gone", t = "2026-08-21"}), fresh = entry({u = "fresh", t = "2026-08-22"}),
		used = entry({u = "used", t = "2025-01-01"}),
	}
	same({health.prune(entries, {used = true}, "2026-11-20"), health.sorted_keys(entries)}, {1, {"fresh", "used"}},
		"91 days without use are forgotten, 90 are not, nor is what is used")
end

return function(same)
	for _, check in ipairs({check_format, check_merges, check_corrupt, check_due, check_jitter, check_record, check_recovery, check_order, check_prune}) do
		check(same)
	end
end
