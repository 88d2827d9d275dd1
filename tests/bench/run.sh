#!/bin/bash
# How long whole builds take: the course of this repository and generated ones, each into a new
# folder. Medians of several runs, as a table in Markdown.
#
#   tests/bench/run.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-11}
lectern=${LECTERN:-build/lectern}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in 16 1000; do tests/bench/generate.sh $size "$work/$size"; done
cp -R "$work/1000" "$work/locked"
"$lectern" ids "$work/locked" --write --quiet

median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }

measure() { # measure SITE JOBS
	for run in $(seq "$runs"); do
		local out="$work/out-$RANDOM-$run" start
		start=$(date +%s%N)
		"$lectern" build "$1" --quiet --jobs "$2" --output "$out"
		echo $((($(date +%s%N) - start) / 1000))
	done | median
}

echo "| course | 1 worker | 2 workers |"
echo "| --- | ---: | ---: |"
for course in ". (this course)" "$work/16 (16 generated weeks)" "$work/1000 (1,000 generated weeks)" "$work/locked (the same with content/ids.lock)"; do
	one=$(measure "${course%% *}" 1)
	two=$(measure "${course%% *}" 2)
	name=${course#* (}
	awk -v name="${name%)}" -v one="$one" -v two="$two" 'BEGIN { printf "| %s | %.1f ms | %.1f ms |\n", name, one / 1000, two / 1000 }'
done
