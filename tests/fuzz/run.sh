#!/bin/bash
# Fuzzes what reads hostile bytes, each target for some seconds, from its corpus in corpus/TARGET.
#
#   tests/fuzz/run.sh [SECONDS [TARGET ...]]
#
# What is new in a run is kept in build/fuzz/TARGET; what fails stands in build/fuzz as it was read.
# `tests/fuzz/run.sh --keep` puts what a run found, reduced, into the corpora.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
keep=
if [ "${1:-}" = --keep ]; then
	keep=1
	shift
fi
seconds=${1:-30}
shift || true
build=build/fuzz
all=$(basename -s .c -a tests/fuzz/fuzz_*.c)
targets=${*:-${all//fuzz_/}}

if ! echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
	clang -fsanitize=fuzzer -x c -o /dev/null - 2>/dev/null; then
	echo "skipped: fuzzing, for clang comes without its fuzzer here"
	exit
fi
for target in $targets; do
	make -s -j2 BUILD="$build" CC=clang OPTIMISE="-O1 -g" SAN=address,undefined,fuzzer-no-link \
		"$build/tests/fuzz_$target" || exit
done

fuzz() { # fuzz TARGET
	local log="$build/$1.log" found="$build/$1"
	mkdir -p "$found"
	if [ -n "$keep" ]; then
		"$build/tests/fuzz_$1" -merge=1 "tests/fuzz/corpus/$1" "$found" >"$log" 2>&1
	else
		"$build/tests/fuzz_$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
			-print_final_stats=1 -artifact_prefix="$build/$1-" "$found" "tests/fuzz/corpus/$1" >"$log" 2>&1
	fi
}

number=0
for target in $targets; do
	number=$((number + 1))
	if fuzz "$target"; then
		echo "ok $number - fuzz: $target, $(sed -n 's/.*number_of_executed_units: *//p' "$build/$target.log") inputs in $seconds s"
	else
		tail -n 40 "$build/$target.log"
		echo "not ok $number - fuzz: $target"
	fi
done
echo "1..$number"
