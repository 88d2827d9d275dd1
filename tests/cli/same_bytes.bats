#!/usr/bin/env bats
# Same input, same bytes: whatever the workers, the place, the locale, the clock.
load common

@test "one worker and eight write the same" {
	"$lectern" build "$root" --quiet --jobs 1 --output one
	"$lectern" build "$root" --quiet --jobs 8 --output eight
	diff -r one eight
	cmp one/.build.json eight/.build.json
}

@test "another folder, locale, time zone, umask and environment write the same" {
	mkdir -p elsewhere/deep
	cp -R "$root/content" "$root/themes" elsewhere/deep/
	"$lectern" build "$root" --quiet --output one
	cd elsewhere
	(umask 077 && env -i LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati HOME=/nonexistent \
		"$lectern" build deep --quiet --output ../two)
	cd ..
	diff -r one two
	[ "$(cd one && find . -printf '%P %m\n' | sort)" = "$(cd two && find . -printf '%P %m\n' | sort)" ]
}

@test "files made long ago and far ahead write the same" {
	cp -R "$root/content" content
	cp -R "$root/themes" themes
	find content -name '*.md' -exec touch -d '2001-02-03' {} +
	"$lectern" build . --quiet --output one
	find content -name '*.md' -exec touch -d '2038-01-01' {} +
	"$lectern" build . --quiet --output two
	diff -r one two
}

@test "another clock writes the same" {
	"$lectern" build "$root" --quiet --output one
	faketime '2031-05-06 07:08:09' "$lectern" build "$root" --quiet --output two
	faketime '1999-12-31 23:59:59' "$lectern" build "$root" --quiet --output three
	diff -r one two
	diff -r one three
}

@test "a build over an older site writes the same as a fresh one" {
	small site
	"$lectern" build site --quiet --output over
	echo "More." >>site/content/index.md
	rm site/content/weeks/02-*.md
	"$lectern" build site --quiet --output over
	"$lectern" build site --quiet --output fresh
	diff -r over fresh
}

# A course whose plugin and layouts go through tables in every way that could show an address, a
# hash, a locale, a clock, or which worker came first.
restless() {
	"$lectern" new site "$1" >/dev/null
	local n
	for n in 2 3 4 5 6; do "$lectern" new week "Week $n" --site "$1" >/dev/null; done
	printf 'plugins: [checklists, restless, reading-time, task-table]\n' >>"$1/content/site.yaml"
	mkdir -p "$1/plugins/restless" "$1/themes/default/layouts"
	printf 'name: restless\nversion: 1.0.0\napi: 1\ncontributes: [page, assemble, helpers]\n' >"$1/plugins/restless/plugin.yaml"
	cat >"$1/plugins/restless/main.lua" <<-'END'
		local M = {helpers = {}}

		-- Keys of all kinds, put in in an order that depends on the text.
		local function mixed(text)
			local t = {[true] = "yes", [false] = "no", [2.5] = "half", [-1] = "below", [1e300] = "far"}
			for word in text:gmatch("%w+") do
				t[word] = text:find(word, 1, true)
				t[#word] = word
				t[word:reverse()] = {word, #word, {[word] = true}}
			end
			return t
		end

		local function walk(t, depth, lines)
			for key, value in pairs(t) do
				lines[#lines + 1] = ("%s%s=%s"):format((" "):rep(depth), tostring(key), tostring(value))
				if type(value) == "table" and depth < 3 then walk(value, depth + 1, lines) end
			end
			return lines
		end

		local function by_next(t)
			local keys, key = {}, next(t)
			while key ~= nil do
				keys[#keys + 1] = tostring(key)
				key = next(t, key)
			end
			return keys
		end

		local function sorted(t)
			local texts = {}
			for _, value in pairs(t) do texts[#texts + 1] = {tostring(value), #tostring(value)} end
			table.sort(texts, function(a, b) return a[2] < b[2] end)
			for i, pair in ipairs(texts) do texts[i] = pair[1] end
			return texts
		end

		function M.page(page)
			local source = tostring(page.content or page.title)
			local t = mixed(source)
			local lines = walk(t, 0, {})
			for key, value in pairs(page) do
				lines[#lines + 1] = key .. ":" .. type(value) .. ":" .. tostring(value)
			end
			local handles = {}
			for i, section in ipairs(page.sections) do handles[i] = tostring(section) .. tostring(handles) end
			local data = {}
			for i = 1, 60 do data["k" .. (i * 7919) % 61] = {i / 3, -0.0, 2^53, math.pi * i} end
			page:set("lines", lines)
			page:set("keys", by_next({b = 1, a = 2, [3] = 3, [true] = 4, ["ä"] = 5, Z = 6}))
			page:set("sorted", sorted(t))
			page:set("handles", handles)
			page:set("data", data)
			page:set("text", tostring(M) .. tostring(M.page) .. tostring(page) .. ("%s%5.2f"):format(data, 1.005))
			page:set("upper", ("istanbul ÄÖ i"):upper() .. ("I"):lower() .. (1234567.891))
		end

		function M.assemble(site)
			local lines = {}
			for _, page in ipairs(site:all_pages()) do
				for key, value in pairs(page.data.restless) do
					lines[#lines + 1] = page.id .. " " .. key .. " " .. tostring(value)
				end
			end
			site:output("restless.txt", table.concat(lines, "\n"))
			site:set("pages", walk(site, 0, {}))
		end

		function M.helpers.all(map)
			local texts = {}
			for key, value in pairs(map) do texts[#texts + 1] = tostring(key) .. "=" .. tostring(value) end
			return texts
		end

		return M
	END
	cat >"$1/themes/default/layouts/week.html" <<-'END'
		<p>{{ json(page.data.restless) }}</p>
		{% for key, value in pairs(page) do %}<b>{{ key }}</b>{{ tostring(value) }}{% end %}
		{% for _, text in ipairs(plugin.restless.all(page.data.restless)) do %}<i>{{ text }}</i>{% end %}
		{% local t = {x = 1, [1] = 2, [true] = 3, [0.5] = page} for key in pairs(t) do %}{{ tostring(key) }}{% end %}
		{{ json({b = 1, a = {2, 3}}) }} {{ tostring({}) }} {{ tostring(page) }}
	END
}

digest() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum); }

@test "plugins and layouts that go through tables write the same fifty times" {
	restless site
	"$lectern" build site --quiet --jobs 1 --output first
	first=$(digest first)
	for i in $(seq 50); do
		padding=$(printf "%$((i * 97))s" x) # where the stack begins, and with it addresses
		env -i PADDING="$padding" LC_ALL="$([ $((i % 3)) = 0 ] && echo tr_TR.UTF-8 || echo C)" \
			LANG=de_DE.UTF-8 HOME="/nonexistent/$i" TZ="Etc/GMT+$((i % 12))" \
			"$lectern" build site --quiet --jobs $((i % 2 ? 8 : 1)) --output out
		if [ "$(digest out)" != "$first" ]; then
			diff -r first out
			return 1
		fi
		rm -r out
	done
	grep -q 'far' first/api/weeks/01.json
}
