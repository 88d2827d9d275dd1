#!/usr/bin/env bats
# lectern test, and the first hour of a plugin's author.
load common

# with_plugin: a plugin 'counter' in plugins/, with its test.
with_plugin() {
	"$lectern" new plugin counter >/dev/null
	case=plugins/counter/tests/counts-items
}

@test "the shipped plugins pass their tests" {
	cd "$root"
	run "$lectern" test plugins/*
	echo "$output"
	[ "$status" = 0 ]
	for plugin in checklists reading-time task-table; do
		[[ "$output" == *"ok $plugin/"* ]]
	done
}

@test "a new plugin passes its test, from wherever it is tested, and nothing is left behind" {
	with_plugin
	cp -R plugins before
	mkdir temporary
	export TMPDIR=$PWD/temporary
	for words in test "test plugins/counter" "test plugins/counter/" "test --site ."; do
		# shellcheck disable=SC2086
		run "$lectern" $words
		[ "$status" = 0 ]
		[ "${lines[0]}" = "ok counter/counts-items" ]
		[ "${lines[1]}" = "1 test, 0 failed" ]
	done
	cd "$case"
	run "$lectern" test ../..
	[ "$status" = 0 ]
	cd ../../../..
	diff -r plugins before
	[ -z "$(ls temporary)" ]
}

@test "a difference is told with its file, line and both lines, and can be accepted" {
	with_plugin
	sed -i 's/"items", items/"things", items/' plugins/counter/main.lua
	run "$lectern" test
	[ "$status" = 1 ]
	[ "${lines[0]}" = "FAILED counter/counts-items" ]
	[ "${lines[1]}" = "  $case/expected/api/weeks/01.json:52" ]
	[ "${lines[2]}" = '    expected:       "items": 2' ]
	[ "${lines[3]}" = '    came out:       "things": 2' ]
	[ "${lines[4]}" = "1 test, 1 failed" ]
	run "$lectern" test --accept
	[ "$status" = 0 ]
	grep -q '"things": 2' "$case/expected/api/weeks/01.json"
	[ ! -e "$case/expected.diag" ]
	"$lectern" test
}

@test "what the build says is compared, with paths that are the same everywhere" {
	with_plugin
	echo 'plugins: [{counter: {least: 3}}]' >"$case/content/site.yaml"
	echo 'title: T' >>"$case/content/site.yaml"
	run "$lectern" test
	[ "$status" = 1 ]
	[[ "$output" == *"$case/expected.diag:1"*"came out: content/"*"has few items"* ]]
	echo 'function' >>plugins/counter/main.lua
	"$lectern" test --accept
	grep -q '^plugins/counter/main.lua:' "$case/expected.diag"
	! grep -qF "$PWD" "$case/expected.diag"
	[ ! -e "$case/expected/api/weeks/01.json" ] # it no longer comes out
	cd /
	"$lectern" test --site "$BATS_TEST_TMPDIR"
}

@test "a test that expects nothing is told, and accepting begins it" {
	with_plugin
	rm -r "$case/expected"
	run "$lectern" test
	[ "$status" = 1 ]
	[[ "$output" == *"nothing is expected yet; run with --accept"* ]]
	"$lectern" test --accept
	[ -f "$case/expected/api/weeks/01.json" ]
	[ "$(find "$case/expected" -type f | wc -l)" = 1 ]
	rm "$case/expected/api/weeks/01.json"
	echo '{}' >"$case/expected/api/weeks/07.json"
	run "$lectern" test
	[[ "$output" == *"07.json: no such file came out"* ]]
}

@test "statuses: nothing to test, no such folder, no room" {
	run "$lectern" test
	[ "$status" = 1 ]
	[[ "$output" == *"nothing was tested"* ]]
	run "$lectern" test plugins/nowhere
	[ "$status" = 2 ]
	with_plugin
	TMPDIR=$PWD/nowhere run "$lectern" test
	[ "$status" = 3 ]
	[[ "$output" == *"cannot make a temporary folder"* ]]
}

@test "plugins beside the tested one can be used, and installed ones" {
	with_plugin
	"$lectern" new plugin other >/dev/null
	printf 'title: T\nplugins: [other, counter, task-table]\n' >"$case/content/site.yaml"
	"$lectern" test --accept plugins/counter
	grep -q '"other"' "$case/expected/api/weeks/01.json"
	"$lectern" test
}

@test "the first hour of a plugin's author, as the guide tells it" {
	small course
	cd course
	ln -s "$lectern" lectern
	PATH=$PWD:$PATH node "$root/tests/cli/follow.mjs" "$root/content/guide/plugins.md" "Write one"
	grep -q '<dt>Reading</dt><dd>1 min</dd>' public/weeks/01-the-first-week.html
}

@test "reading-time shows its minutes when it is switched on, in the site's own words" {
	small site
	echo 'plugins: [{reading-time: {label: Lesezeit, minutes: "{range} Min. & mehr"}}]' >>site/content/site.yaml
	"$lectern" build site --quiet --output out
	grep -q '<dt>Lesezeit</dt><dd>1 Min. &amp; mehr</dd>' out/weeks/01-the-first-week.html
	! grep -q Lesezeit out/404.html
}
