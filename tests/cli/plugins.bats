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
		contributes=page
		grep -q configure "$file" && contributes='configure, page'
		grep -q 'filter = {' "$file" && contributes=filter
		sed -i "s/\[page\]/[$contributes]/" site/plugins/bad/plugin.yaml
		status=0
		timeout 15 "$lectern" build site --jobs 1 --output out 2>said || status=$?
		if [ "$status" != 1 ] || ! grep -q '\[plugin-' said; then
			echo "$file: status $status"
			cat said
			return 1
		fi
		sed -i "s/\[$contributes\]/[page]/" site/plugins/bad/plugin.yaml
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

@test "the filter of the guide makes links of terms" {
	with_plugins site glossary
	mkdir -p site/plugins/glossary site/content/pages
	sed -n '/^## Filters/,/^## Rules/{/^```lua/,/^```$/p}' "$root/content/guide/plugins.md" |
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
