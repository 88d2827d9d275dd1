#!/usr/bin/env bats
# Plugins: the shipped ones, hostile ones, and a new one.
load common

# with_plugins SITE LINE...: two weeks, and these lines below `plugins:`.
with_plugins() {
	local site=$1
	shift
	small "$site"
	printf 'plugins:\n' >>"$site/content/site.yaml"
	printf '  - %s\n' "$@" >>"$site/content/site.yaml"
}

# bad_plugin SITE: a site with an empty plugin `bad` that is published to out, and kept in before.
bad_plugin() {
	with_plugins "$1" bad
	mkdir -p "$1/plugins/bad"
	printf 'name: bad\nversion: 1.0.0\napi: 1\ncontributes: [page]\n' >"$1/plugins/bad/plugin.yaml"
	echo 'return {page = function() end}' >"$1/plugins/bad/main.lua"
	"$lectern" build "$1" --quiet --output out
	cp -R out before
}

# refused FILE SLUG: a build ends with status 1 and such a diagnostic, not by the watchdog.
refused() {
	status=0
	timeout 120 "$lectern" build site --jobs 1 --output out >/dev/null 2>said || status=$?
	if [ "$status" != 1 ] || ! grep -q "\[$2-" said; then
		echo "$1: status $status"
		head -c 2000 said
		return 1
	fi
}

@test "every hostile plugin ends with a diagnostic and leaves the site as it is" {
	bad_plugin site
	count=0
	for file in "$root"/tests/hostile/*.lua; do
		cp "$file" site/plugins/bad/main.lua
		contributes=page
		grep -q configure "$file" && contributes='configure, page'
		grep -q 'filter = {' "$file" && contributes=filter
		sed -i "s/\[page\]/[$contributes]/" site/plugins/bad/plugin.yaml
		refused "$file" plugin
		sed -i "s/\[$contributes\]/[page]/" site/plugins/bad/plugin.yaml
		count=$((count + 1))
	done
	[ "$count" -ge 110 ]
	diff -r before out
}

# The same tricks where they make sense: those that are the body of `page` and nothing else.
@test "every hostile template ends with a diagnostic and leaves the site as it is" {
	bad_plugin site
	rm -rf site/plugins/bad
	sed -i '/^plugins:/,$d' site/content/site.yaml
	"$lectern" build site --quiet --output out
	rm -rf before
	cp -R out before
	mkdir -p site/themes/default/layouts
	count=0
	for file in "$root"/tests/hostile/*.lua; do
		[ "$(head -n 1 "$file")" = 'return {page = function(page)' ] || continue
		grep -qE 'page[:.](set|report)|function\(page' <(sed 1d "$file") && continue
		{
			echo '{%'
			sed '1d;$d' "$file"
			echo '%}'
		} >site/themes/default/layouts/home.html
		refused "$file" template
		count=$((count + 1))
	done
	[ "$count" -ge 80 ]
	diff -r before out
}

@test "the shipped plugins write the same with one worker and eight" {
	mkdir site
	cp -R "$root/content" site/content
	sed -i '/^plugins:/,/^[a-z]/{/^plugins:/d;/^  - /d}' site/content/site.yaml
	printf 'plugins: [checklists, reading-time, task-table]\n' >>site/content/site.yaml
	"$lectern" build site --quiet --jobs 1 --output one
	"$lectern" build site --quiet --jobs 8 --output eight
	diff -r one eight
	[ "$(head -c 21 one/tasks.csv)" = "week,id,task,hours"$'\r\n'"1" ]
}

@test "stretch goals never lower a percentage" {
	with_plugins site checklists
	cat >site/content/weeks/01-one.md <<-END
		---
		week: 1
		title: One
		---
		## Tasks

		- [x] First (2 h) {#first}
		- [x] Second {#second}

		## Stretch Goals

		- [ ] Third (9 h) {#third}
	END
	rm -f site/content/weeks/01-the-first-week.md
	"$lectern" build site --quiet --output out
	node -e '
		const { data } = JSON.parse(require("fs").readFileSync("out/api/weeks/01.json"));
		const { totals, items } = data.checklists;
		const said = [totals.percent, totals.required, totals.stretch, totals.hours, items[2].id, items[2].required];
		if (said.join() !== "100,2,1,2,week-01/stretch/third,false") throw new Error(said.join());'
}

@test "only sections of the roles that are asked for count" {
	with_plugins site 'checklists: {roles: [outcomes]}'
	"$lectern" build site --quiet --output out
	grep -q '"required": 0' out/api/weeks/01.json
}

@test "boxes count where the plugin counts them, and are squares elsewhere" {
	with_plugins site 'checklists: {roles: [outcomes], label_required: Ticked off}'
	sed -i 's/^- Can say .*/- [ ] Can do it/' site/content/weeks/01-the-first-week.md
	"$lectern" build site --quiet --output out
	page=out/weeks/01-the-first-week.html
	[ "$(grep -o '<section [^>]*data-checks="[a-z]*"' $page)" = '<section class="section role-outcomes" data-checks="required"' ]
	grep -q 'Ticked off <output class="tally" data-of="week-01" data-as="doneOf">0 of 1</output>' $page
	grep -q 'assets/checklists.js' $page
	sed -i '/^plugins:/,$d' site/content/site.yaml
	"$lectern" build site --quiet --output out
	grep -q '<label><input type="checkbox" data-item="week-01/outcomes/can-do-it" disabled> Can do it</label>' $page
	! grep -qE 'data-checks|data-as|tally|progress|checklists.js' $page out/index.html
	[ ! -e out/data ]
}

@test "shipped plugins use the documented surface only" {
	node "$BATS_TEST_DIRNAME/surface.mjs" "$root"/plugins/api/lectern.lua "$root"/plugins/*/main.lua
}

@test "what the surface does not have is seen" {
	printf '%s\n' 'local M = {}' 'function M.page(page)' '	page:set("a", page.titel .. page:sets("x"))' \
		'	local f = io.open or rawget' '	page.own = string.dump' 'end' 'return M' >main.lua
	run node "$BATS_TEST_DIRNAME/surface.mjs" "$root/plugins/api/lectern.lua" main.lua
	[ "$status" = 1 ]
	[ "$(grep -c 'main.lua:' <<<"$output")" = 7 ]
	for name in titel sets io open rawget own string.dump; do grep -q "'$name'" <<<"$output"; done
}

@test "a new plugin works, and its option is heard" {
	with_plugins site word-count
	"$lectern" new plugin word-count --site site
	"$lectern" build site --quiet --output out
	grep -q '"word_count"' out/api/weeks/01.json
	sed -i 's/- word-count/- word-count: {least: 100}/' site/content/site.yaml
	"$lectern" build site --output out 2>said
	grep -q 'has few items \[plugin-advice\]' said
	run "$lectern" new plugin word-count --site site
	[ "$status" = 3 ]
	run "$lectern" new plugin Word_Count --site site
	[ "$status" = 2 ]
}

@test "the filter of the guide makes links of terms" {
	with_plugins site glossary
	mkdir -p site/plugins/glossary site/content/pages
	sed -n '/^## Filters/,/^## Findings with a rule/{/^```lua/,/^```$/p}' "$root/content/guide/plugins.md" |
		sed '/^```/d' >site/plugins/glossary/main.lua
	printf 'name: glossary\nversion: 1.0.0\napi: 1\ncontributes: [filter]\n' >site/plugins/glossary/plugin.yaml
	printf 'params: {glossary: {overfitting: pages/glossary.md#overfitting}}\n' >>site/content/site.yaml
	printf -- '---\ntitle: Glossary\n---\n## Overfitting\n\nLearning by heart.\n' >site/content/pages/glossary.md
	printf -- '---\ntitle: A page\n---\nBeware of overfitting. No overfitting here.\n' >site/content/pages/other.md
	"$lectern" build site --quiet --output out
	grep -q 'Beware of <a href="glossary.html#overfitting">overfitting</a>. No overfitting here.' out/pages/other.html
	sed -i 's/#overfitting/#underfitting/' site/content/site.yaml
	run "$lectern" build site --output out
	[ "$status" = 1 ]
	[[ $output == *'content/pages/other.md:4:1: error'*'[link-anchor-missing]'* ]]
}

@test "ids.lock knows the items that filters make" {
	cp -R "$root/tests/golden/plugin-filter-good" site
	"$lectern" ids site --write --quiet
	grep -q 'week-01/tasks/again' site/content/ids.lock
	"$lectern" check site --locked --quiet
	sed -i 's/- one/- checklists/' site/content/site.yaml
	run "$lectern" ids site
	[[ $output == *'week-01/tasks/again'* ]]
}

@test "filters write the same with one worker and eight" {
	cp -R "$root/tests/golden/plugin-filter-good" site
	for n in 2 3 4 5 6 7 8 9; do
		sed "s/^week: 1/week: $n/" site/content/weeks/01-loops.md | sed "s/01-loops/0$n-loops/" >"site/content/weeks/0$n-loops.md"
	done
	"$lectern" build site --quiet --jobs 1 --output one
	"$lectern" build site --quiet --jobs 8 --output eight
	diff -r one eight
	grep -q 'Do it again' one/weeks/09-loops.html
}

@test "a plugin that uses the network opens no socket unless the author asks for it" {
	strace -o /dev/null true 2>/dev/null || skip "no strace here"
	bad_plugin site
	printf 'name: bad\nversion: 1.0.0\napi: 1\nuses: [http]\ncontributes: [check]\n' >site/plugins/bad/plugin.yaml
	cat >site/plugins/bad/main.lua <<-'EOF'
		return {check = function(site, report)
			report("warning", site, select(2, http.available()))
			http.each({{url = "http://127.0.0.1/"}}, {}, function() end)
		end}
	EOF
	for command in build check; do
		status=0
		strace -f -e trace=socket,connect,sendto -o calls "$lectern" $command site 2>said || status=$?
		[ "$status" = 1 ]
		grep -q 'warning: \(offline\|libcurl\) ' said
		grep -q 'main.lua:3:.* there is no network here' said
		if grep -E 'socket|connect|sendto' calls; then return 1; fi
	done
}

@test "the guide's plugin that asks other machines asks nobody offline" {
	bad_plugin site
	printf 'name: bad\nversion: 1.0.0\napi: 1\nuses: [http]\ncontributes: [check]\n' >site/plugins/bad/plugin.yaml
	sed -n '/^## The network/,/^## Tests/{/^```lua/,/^```$/p}' "$root/content/guide/plugins.md" |
		sed '/^```/d' >site/plugins/bad/main.lua
	"$lectern" check site
	cp site/plugins/bad/main.lua .
	node "$root/tests/cli/surface.mjs" "$root/plugins/api/lectern.lua" main.lua
}

@test "only a plugin that says so has the module http" {
	bad_plugin site
	echo 'return {page = function() return http.available() end}' >site/plugins/bad/main.lua
	refused http plugin
	grep -q "there is no variable 'http'" said
}
