#!/usr/bin/env bats
# --timings: what it tells, asserted by names and numbers of calls, never by times.
load common

refute() { if "$@"; then return 1; fi; }

# names TITLE: of the rows of the table with that title, from the file `told`.
names() { rows "$1" | sed 's/  .*//'; }

# rows TITLE: its rows.
rows() { sed -n "/^$1  /,/^\$/p" told | sed '1d;/^$/d'; }

# calls TITLE: name and calls of each row.
calls() { rows "$1" | sed -E 's/^(.*[^ ])  +([0-9]+) .*/\1: \2/'; }

@test "the stages come in their order" {
	small site
	"$lectern" build site --timings --output out 2>told
	diff <(names stage) <(printf '%s\n' comparing reading parsing checking loading rendering publishing)
	"$lectern" check site --timings 2>told
	diff <(names stage) <(printf '%s\n' reading parsing checking loading rendering)
	"$lectern" export zip site --timings --output site.zip 2>told
	diff <(names stage) <(printf '%s\n' reading parsing checking loading rendering packing)
}

@test "each hook and layout of the course has its calls" {
	cd "$root"
	"$lectern" check --jobs 1 --quiet --timings 2>"$BATS_TEST_TMPDIR/told"
	cd "$BATS_TEST_TMPDIR"
	local pages weeks hook plugin
	pages=$(find "$root/content" -name '*.md' | wc -l)
	weeks=$(find "$root/content/weeks" -name '*.md' | wc -l)
	for plugin in $(sed -n '/^plugins:/,/^$/s/^  - //p' "$root/content/site.yaml"); do
		for hook in $(sed -n 's/^contributes: *\[\(.*\)\]/\1/p' "$root/plugins/$plugin/plugin.yaml" | tr -d ,); do
			case $hook in
			page | filter) calls "plugin and hook" | grep -qx "$plugin $hook: $pages" ;;
			slots) calls "plugin and hook" | grep -Eq "^$plugin slots\.[a-z_]+: [1-9]" ;;
			helpers) ;; # the theme's to ask
			*) calls "plugin and hook" | grep -qx "$plugin $hook: 1" ;;
			esac || { echo "$plugin $hook"; false; }
		done
	done
	calls "plugin and hook" | grep -Eqx 'checklists helpers\.week: [1-9][0-9]*'
	calls layout | grep -qx "week: $weeks"
	calls layout | grep -qx "page: $((pages - weeks - 1))"
	calls layout | grep -qx 'home: 1'
	calls layout | grep -qx '404: 1'
	calls partial | grep -qx "partials/facts: $weeks"
	[ "$(names "slowest pages" | wc -l)" = 11 ]
	names "slowest pages" | tail -n 1 | grep -Ex 'all [0-9]+ pages'
	refute grep -q 'workers' told
}

@test "another run says the same but for the times" {
	small site
	for run in one two; do
		"$lectern" build site --fresh --jobs 1 --timings --output out 2>told
		{ names stage; for title in "plugin and hook" layout partial; do calls "$title"; done; names "slowest pages" | sort; } >"$run"
	done
	[ -s one ]
	diff one two
}

@test "the trace is JSON in which spans lie within spans, on one worker and on three" {
	ln -s "$root/content" "$root/themes" "$root/plugins" .
	for jobs in 1 3; do
		"$lectern" build . --jobs "$jobs" --fresh --timings="trace-$jobs.json" --output out 2>told
		names stage | grep -qx parsing
		node "$BATS_TEST_DIRNAME/trace.mjs" "trace-$jobs.json" content
	done
	grep -q '"tid": 3' trace-3.json
	grep -q 'times of 3 workers are added up' told
}

@test "what is timed is published to the byte, and tells the same" {
	small site
	"$lectern" build site --output plain >said 2>told
	"$lectern" build site --timings=trace.json --quiet --output timed >quiet 2>nothing
	diff -r plain timed
	[ ! -s quiet ]
	[ ! -s nothing ]
	[ -s trace.json ]
	"$lectern" check site --format json >plain.json
	"$lectern" check site --format json --timings >timed.json 2>told
	diff plain.json timed.json
	names stage | grep -qx rendering
}

@test "where nothing has changed that is said, with one row" {
	small site
	"$lectern" build site --quiet --output out
	"$lectern" build site --timings=trace.json --output out 2>told
	diff <(names stage) <(echo comparing)
	grep -qx 'nothing has changed, so nothing else was done' told
	[ "$(grep -c '^[a-z]' told)" = 3 ]
	[ "$(grep -c '"ph"' trace.json)" = 1 ]
}

@test "a layout that fails leaves the table whole" {
	small site
	mkdir -p site/themes/default/layouts/partials
	echo '{{ nobody.at.all }}' >site/themes/default/layouts/partials/facts.html
	run "$lectern" check site --jobs 1 --timings=trace.json
	[ "$status" = 1 ]
	printf '%s\n' "$output" >told
	calls layout | grep -qx 'week: 2'
	calls partial | grep -qx 'partials/facts: 2'
	node "$BATS_TEST_DIRNAME/trace.mjs" trace.json site/content
}

@test "what is looked at again after a fix is not counted twice" {
	small site
	printf -- '---\ntitle: T\n---\n[a](https://example.org/a?utm_source=x)\n' >site/content/odd.md
	"$lectern" check site --fix --jobs 1 --timings 2>told
	grep -q 'fixed 1 place' told
	calls layout | grep -qx 'week: 2'
	calls layout | grep -qx 'page: 1'
}

@test "a file that cannot be written ends with status 3, an empty name with status 2" {
	small site
	run "$lectern" check site --timings=missing/trace.json
	[ "$status" = 3 ]
	[[ "$output" == *"cannot write missing/trace.json"* ]]
	run "$lectern" check site --timings=
	[ "$status" = 2 ]
	[[ "$output" == *"'--timings=' wants a value"* ]]
	"$lectern" check --help | grep -q -- '--timings\[=FILE\] '
}
