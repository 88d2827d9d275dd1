#!/bin/bash
# How long whole builds take: the course of this repository and generated ones, each into a new
# folder; then what plugins add to 1,000 pages. Medians of several runs, as tables in Markdown.
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

# What plugins cost. Builds with and without take turns, so that what else the machine does meets
# all of them alike; ratios are to the course without plugins.
sets=("none" "checklists" "reading-time" "task-table" "checklists, reading-time, task-table")

with_plugins() { # with_plugins SET: prints the folder of the course with these plugins
	local folder=$work/with-${1//, /-}
	if [ ! -d "$folder" ]; then
		cp -R "$work/1000" "$folder"
		[ "$1" = none ] || echo "plugins: [$1]" >>"$folder/content/site.yaml"
	fi
	echo "$folder"
}

once() { # once SET: adds a line to its times: wall and processor time in ms, peak memory in MB
	local out="$work/out-$RANDOM" start wall
	start=$(date +%s%N)
	/usr/bin/time -o "$work/usage" -f '%U %S %M' \
		"$lectern" build "$(with_plugins "$1")" --quiet --jobs 1 --output "$out"
	wall=$((($(date +%s%N) - start) / 1000))
	awk -v wall="$wall" '{ print wall / 1000, ($1 + $2) * 1000, $3 / 1024 }' "$work/usage" >>"$work/times-$1"
}

column() { cut -d ' ' -f "$2" "$work/times-$1" | median; }

echo
if [ ! -x /usr/bin/time ]; then
	echo "What plugins cost is measured with GNU time, which is not installed."
	exit
fi
for set in "${sets[@]}"; do with_plugins "$set" >/dev/null; done
for run in $(seq "$runs"); do for set in "${sets[@]}"; do once "$set"; done; done
echo "| plugins (1,000 generated weeks, 1 worker) | wall | ratio | processor | ratio | peak |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for set in "${sets[@]}"; do
	echo "$set|$(column "$set" 1)|$(column "$set" 2)|$(column "$set" 3)"
done | awk -F '|' '
	NR == 1 { wall = $2; processor = $3 }
	{ printf "| %s | %.0f ms | %.2f | %.0f ms | %.2f | %.0f MB |\n", $1, $2, $2 / wall, $3, $3 / processor, $4 }'
