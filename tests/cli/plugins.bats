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

@test "every hostile plugin ends with a diagnostic and leaves the site as it is" {
	with_plugins site bad
	mkdir -p site/plugins/bad
	printf 'name: bad\nversion: 1.0.0\napi: 1\ncontributes: [page]\n' >site/plugins/bad/plugin.yaml
	echo 'return {page = function() end}' >site/plugins/bad/main.lua
	"$lectern" build site --quiet --output out
	cp -R out before
	for file in "$root"/tests/hostile/*.lua; do
		cp "$file" site/plugins/bad/main.lua
		grep -q configure "$file" && sed -i 's/\[page\]/[configure, page]/' site/plugins/bad/plugin.yaml
		status=0
		timeout 15 "$lectern" build site --jobs 1 --output out 2>said || status=$?
		if [ "$status" != 1 ] || ! grep -q '\[plugin-' said; then
			echo "$file: status $status"
			cat said
			return 1
		fi
		sed -i 's/\[configure, page\]/[page]/' site/plugins/bad/plugin.yaml
	done
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
	grep -q 'Ticked off <output class="tally" data-checks="required">0 of 1</output>' $page
	grep -q 'assets/checklists.js' $page
	sed -i '/^plugins:/,$d' site/content/site.yaml
	"$lectern" build site --quiet --output out
	grep -q '<label><input type="checkbox" data-item="week-01/outcomes/can-do-it" disabled> Can do it</label>' $page
	! grep -qE 'data-checks|tally|checklists.js' $page out/index.html
	[ ! -e out/data ]
}

@test "shipped plugins use the documented surface only" {
	for file in "$root"/plugins/*/main.lua; do
		! grep -nE '(^|[^.:_[:alnum:]])(io|os|debug|load|require|pcall|setmetatable|rawset|_G|_ENV)\b' "$file"
	done
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
