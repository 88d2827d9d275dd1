#!/bin/bash
# Runs the tests and ends with "N passed, N failed".
#
#   tests/run.sh                      everything, also under the sanitizers
#   tests/run.sh --sanitizer LIST     what is written in C, and the golden sites, under them
#   tests/run.sh SUITE ...            some suites: floors shell unit spec golden content cli links fault browser clang fuzz sanitizers
#
# A suite prints TAP ("ok", "not ok"); some programs close with "N passed, N failed".
set -uo pipefail
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY # they choose the format of messages
cd "$(dirname "$0")/.." || exit

sanitizer=
if [ "${1:-}" = --sanitizer ]; then
	sanitizer=$2
	shift 2
fi
suites=${*:-}
build=build
if [ -n "$sanitizer" ]; then
	build=build/${sanitizer%%,*}
	suites=${suites:-unit spec golden fault}
fi
export LECTERN="$PWD/$build/lectern"
export LECTERN_BUILD="$PWD/$build"
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# count NAME COMMAND...: runs a test program and adds up what it says.
count() {
	local name=$1 status ok bad closing
	shift
	echo "# $name"
	"$@" >"$log" 2>&1
	status=$?
	ok=$(grep -cE '^ok( |$)' "$log")
	bad=$(grep -E '^not ok( |$)' "$log" | grep -vc '# SKIP') # what cmocka calls a skipped test
	closing=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
	if [ -n "$closing" ]; then
		ok=$((ok + $(echo "$closing" | cut -d' ' -f1)))
		bad=$((bad + $(echo "$closing" | cut -d' ' -f3)))
	fi
	# A program that dies, or that runs no test, has failed.
	if [ "$bad" = 0 ] && { [ "$status" != 0 ] || [ "$ok" = 0 ]; }; then
		bad=1
	fi
	grep -E '^(skipped|ok .*# skip)' "$log"
	if [ "$bad" != 0 ]; then
		tail -n 120 "$log"
		grep '^not ok' "$log"
		echo "# $name: $ok passed, $bad failed (status $status)"
	fi
	passed=$((passed + ok)) failed=$((failed + bad))
}

suite_floors() {
	count floors sh -c 'generator/floors.sh && echo "ok 1 - floors"'
}

suite_shell() {
	count shellcheck sh -c 'shellcheck generator/*.sh themes/*.sh workflows/*.sh tests/*.sh tests/*/*.sh .ci/run && echo "ok 1 - shellcheck"'
}

suite_unit() {
	local test
	for test in tests/unit/test_*.c; do
		test=$(basename "$test" .c)
		count "unit/$test" env CMOCKA_MESSAGE_OUTPUT=TAP "$build/tests/$test"
	done
}

suite_spec() {
	tests/npm.sh || { failed=$((failed + 1)); return; }
	count "spec/0.29.0" "$build/tests/spec" tests/node_modules/commonmark-spec-029/spec.txt
	count "spec/0.31.2" "$build/tests/spec" tests/node_modules/commonmark-spec-031/spec.txt tests/spec/differ-0.31.2.txt
	count "spec/gfm" "$build/tests/spec" --gfm tests/spec/gfm.txt
}

suite_golden() {
	count golden tests/golden/run.sh
	count golden/coverage tests/golden/coverage.sh
}

suite_cli() {
	local file
	for file in tests/cli/*.bats; do
		count "cli/$(basename "$file")" bats --tap "$file"
	done
}

# Addresses of other sites, against a server on loopback.
suite_links() {
	local file
	for file in tests/links/*.test.mjs; do
		count "links/$(basename "$file")" node "$file"
	done
}

suite_content() {
	local file
	tests/npm.sh || { failed=$((failed + 1)); return; }
	for file in tests/content/*.test.mjs; do
		count "content/$(basename "$file")" node "$file"
	done
}

suite_fault() {
	count fault/publish_kill "$build/tests/publish_kill"
	count fault/build_kill tests/fault/build_kill.sh
}

suite_browser() {
	local file
	tests/npm.sh || { failed=$((failed + 1)); return; }
	for file in tests/browser/*.test.mjs; do
		count "browser/$(basename "$file")" node "$file"
	done
}

# What the sanitizers see again, compiled for them; not everything is worth its time.
suite_sanitizers() {
	local which
	for which in address,undefined thread; do
		count "sanitizer $which" tests/run.sh --sanitizer "$which"
	done
}

suite_fuzz() {
	count fuzz tests/fuzz/run.sh 30
}

suite_clang() {
	count clang sh -c 'make -s -j2 BUILD=build/clang CC=clang OPTIMISE="-O1 -g" all && echo "ok 1 - compiles with clang"'
}

flags=()
[ -n "$sanitizer" ] && flags=(SAN="$sanitizer" OPTIMISE="-O1 -g")
if ! make -s -j2 BUILD="$build" "${flags[@]}" test-programs >"$log" 2>&1; then
	tail -n 40 "$log"
	echo "0 passed, 1 failed"
	exit 1
fi
for suite in ${suites:-floors shell unit spec golden content cli links fault browser clang fuzz sanitizers}; do
	"suite_$suite"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
