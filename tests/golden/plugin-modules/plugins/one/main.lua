local M = {}

local function show(value, names)
	return json.encode(value, names)
end

function M.check(site, report)
	local function say(...)
		local words = {...}
		for i = 1, select("#", ...) do words[i] = tostring(words[i]) end
		report("warning", site, table.concat(words, " "))
	end
	say("parse", show(url.parse("HTTPS://me:pw@B\u{fc}cher.example/a%2fb?q=1#top"), {"scheme", "host", "port"}))
	say("parse", url.parse("http:/x"))
	say("key", url.key("http://EXAMPLE.org:80/%7eme/../a?b#c"))
	say("key", url.key("mailto:me"))
	say("request", url.request("http://example.org/a b#c"))
	say("resolve", url.resolve("http://example.org/a/b", "../c#d"), url.resolve("x", "y"))
	say("private", url.is_private("127.1"), url.is_private("example.org"))
	say("decode", url.decode("a%20b"))
	say("glob", url.matches("https://*.org/*", "https://a.org/b"), url.matches("https://a.org", "https://a.org/"))
	say("ere", url.matches("/^https?:[/]+a[.]org/", "http://a.org/b"), url.matches("/x{2}/", "x"))
	say("json", show(json.decode('{"b": [1, 2.5], "a": {"z": true, "n": null, "b": "\\u00e9"}}'), {"b", "a"}))
	say("json", json.decode("{"))
	say("time", time.days("1970-01-02"), time.days("2024-02-29"), time.days("2023-02-29"), time.days("2026-1-1"))
	say("time", time.date(0), time.date(19782), time.date(-1), time.date(99999999))
	say("time", time.parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), time.parse_http_date("soon"))
	say("store", store.read("health"))
	store.write("health", "x")
end

return M
