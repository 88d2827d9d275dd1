#!/bin/bash
# How fast Lectern is, beside the least possible (floor/) and beside other generators.
#
#   tests/bench/run.sh [options]
#
#   --quick           16 and 1,000 pages, about a minute (the default); most cases are against Hugo only
#   --full            up to 100,000 pages, all tools everywhere; an hour or two
#   --sizes LIST      sizes instead of those: numbers of pages, "real" for the course of this repository,
#                     "long" for a week of 10,000 tasks
#   --cases LIST      some of: full unchanged changed workers plugins
#   --without LIST    leaves subjects out, as results.tsv names them
#   --runs N          at most so many runs of each subject in each case
#   --seconds N       and none any more that would begin after so many seconds of its own
#   --disk FOLDER     where sites and outputs go; build/bench/work unless told
#   --memory FOLDER   the same on tmpfs; /dev/shm unless told
#   --results FOLDER  where tables and picture go; build/bench unless told
#   --install         first installs the tools that Lectern is measured against
#   --help            prints this
#
# LECTERN=FILE in the environment measures another program than build/lectern.
#
# examples:
#   tests/bench/run.sh --install
#   tests/bench/run.sh --sizes "1000 10000" --cases "full unchanged" --runs 7 --seconds 60
#   tests/bench/run.sh --sizes real --without "eleventy mkdocs"
#   LECTERN=../before/build/lectern tests/bench/run.sh --results /tmp/before
#
# All subjects of a case take turns, so that what else the machine does meets all alike. Each run of a
# full build goes to a new folder, and on disk none is removed before the end: making files right
# after removing many costs ten times as much, and hides the tool. Tables are of medians.
set -euo pipefail

bench=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$bench/../.." && pwd)
build=${LECTERN_BUILD:-$root/build}
lectern=${LECTERN:-$build/lectern}
programs=$build/bench
# shellcheck disable=SC2034 # for tools.sh
eleventy=$programs/eleventy
disk=$programs/work memory=/dev/shm results=$programs
sizes="real 16 1000" cases="full unchanged changed workers plugins" without=
runs=7 seconds=2 form=quick
install=no command=()

# shellcheck source=/dev/null # tools.sh is checked by itself
. "$bench/tools.sh"

help() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "$0"; }

while [ $# -gt 0 ]; do
	case $1 in
	--quick) ;;
	--full) form=full sizes="real 16 1000 10000 100000 long" runs=11 seconds=60 ;;
	--install) install=yes ;;
	--help) help; exit ;;
	--sizes | --cases | --without | --runs | --seconds | --disk | --memory | --results)
		[ $# -gt 1 ] || { echo "run.sh: $1 wants a value; see --help" >&2; exit 2; }
		printf -v "${1#--}" %s "$2"
		shift
		;;
	*) echo "run.sh: unknown option '$1'; see --help" >&2; exit 2 ;;
	esac
	shift
done

mkdir -p "$disk" "$results"
work=$(cd "$(mktemp -d "$disk/run.XXXXXX")" && pwd)
table=$(cd "$results" && pwd)/results.tsv
ram=
trap 'rm -rf "$work" ${ram:+"$ram"}' EXIT
if [ "$(stat -f -c %T "$memory" 2>/dev/null)" = tmpfs ]; then
	ram=$(mktemp -d "$memory/lectern-bench.XXXXXX")
fi
[ "$install" = no ] || install_tools

# record WORD...: a line of the results.
record() { (IFS=$'\t' && echo "$*") >>"$table"; }

say() { printf '%s\n' "$*" >&2; }

# too_large CASE SIZE MEDIUM SUBJECT: why it is not tried, guessed from about ten times fewer pages.
too_large() {
	local available
	available=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
	awk -F '\t' -v kind="$1" -v size="$2" -v medium="$3" -v subject="$4" -v available="$available" '
		BEGIN { size += 0 }
		$2 != kind || $3 !~ /^[0-9]+$/ || $3 >= size || $3 * 20 < size || $4 != medium || $5 != subject { next }
		$1 == "run" { wall = $6 / 1e6 * size / $3; peak = $9 * size / $3 }
		$1 == "skipped" { skipped = $3 }
		END {
			if (skipped)
				printf "skipped with %d pages already", skipped
			else if (peak > available * 0.6)
				printf "would need about %d GiB of memory", peak / 1048576 + 0.5
			else if (wall > 900)
				printf "would take about %d minutes", wall / 60 + 0.5
		}' "$table"
}

# output_of CASE SIZE MEDIUM SUBJECT NUMBER: where a run writes to.
output_of() {
	local place=$work
	[ "$3" = disk ] || place=$ram
	case $1 in
	unchanged | changed) echo "$place/$1-$2-$4" ;; # where the run before wrote to
	*) echo "$place/$1-$2-$4-$5" ;;
	esac
}

# build_once CASE SIZE MEDIUM SUBJECT NUMBER: one run, added to `spent`; false when the tool failed. Number
# 0 is not counted.
build_once() {
	local group=("$1" "$2" "$3" "$4") site output wall user system peak status
	site=$(site_of "$4" "$2")
	output=$(output_of "$@")
	command_of "$4" "$site" "$output"
	[ "$1" != changed ] || edit "$4" "$site" "$5"
	read -r wall user system peak status < <("$programs/measure" --settle "$work" "${command[@]}" 2>"$work/log") || return 1
	[ "$status" = 0 ] || return 1
	spent=$((spent + wall))
	[ "$5" = 0 ] || record run "${group[@]}" "$wall" "$user" "$system" "$peak"
	if [ "$1" = full ] && [ "$5" = 1 ]; then
		record output "${group[@]}" "$(du -sb "$output" | cut -f 1)"
	fi
	case $1-$3 in
	unchanged-* | changed-* | *-disk) ;;
	*) rm -rf "$output" ;;
	esac
}

# skip CASE SIZE MEDIUM SUBJECT REASON
skip() {
	record skipped "$@"
	say "  $4: skipped: $5"
}

# measured CASE SIZE MEDIUM SUBJECT: is there to be measured, and has its site.
measured() {
	local reason
	reason=$(missing "$4")
	reason=${reason:-$(too_large "$@")}
	if [ -n "$reason" ]; then
		skip "$@" "$reason"
		return 1
	fi
	case $1 in unchanged | changed) build_once "$@" 0 || { skip "$@" "failed: $(head -n 1 "$work/log")"; return 1; } ;; esac
}

# compare CASE SIZE MEDIUM SUBJECT...: subjects take turns until each has its runs or its time.
compare() {
	local case=$1 size=$2 medium=$3 subject number spent
	shift 3
	local -A used=()
	[[ " $cases " == *" $case "* ]] || return 0
	say "$case, $size pages, on $medium"
	if [ "$medium" = memory ] && [ -z "$ram" ]; then
		for subject; do skip "$case" "$size" "$medium" "$subject" "$memory is no tmpfs"; done
		return
	fi
	for subject; do
		[[ " $without " != *" $subject "* ]] || continue
		spent=0
		! measured "$case" "$size" "$medium" "$subject" || used[$subject]=0
	done
	for number in $(seq "$runs"); do
		for subject; do
			spent=${used[$subject]:-$((seconds * 1000000))}
			[ "$spent" -lt $((seconds * 1000000)) ] || continue
			printf '\r  run %d of at most %d: %-40s' "$number" "$runs" "$subject" >&2
			if build_once "$case" "$size" "$medium" "$subject" "$number"; then
				used[$subject]=$spent
			else
				say
				skip "$case" "$size" "$medium" "$subject" "failed: $(head -n 1 "$work/log")"
				unset "used[$subject]"
			fi
		done
	done
	printf '\r%60s\r' '' >&2
}

all_cases() {
	local size own peers="hugo eleventy mkdocs" few=hugo
	[ "$form" = quick ] || few=$peers
	for size in $sizes; do
		own='lectern-own'
		[ "$size" != real ] || own= # it has no other theme
		# shellcheck disable=SC2086 # lists of subjects
		{
			compare full "$size" disk lectern $own floor-same floor $peers
			compare full "$size" memory lectern floor-same floor $few
			compare unchanged "$size" disk lectern walk $few
			compare changed "$size" disk lectern lectern-in-place walk $few
		}
		case $size in real | long | ?? | ??????) continue ;; esac # too few pages or too many
		compare workers "$size" memory lectern lectern-1 floor-same floor-same-1
		compare plugins "$size" memory lectern-plugins-none lectern-plugins-locked lectern-plugins-checklists \
			lectern-plugins-links lectern-plugins-checklists-links
	done
}

machine() {
	record machine processors "$(nproc) × $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)"
	record machine memory "$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)"
	record machine system "$(uname -sr), $(df --output=fstype "$work" | tail -n 1) on disk"
	record machine load "$(cut -d ' ' -f 1 /proc/loadavg) when it began, with nothing of the bench running"
	record machine Lectern "$("$lectern" --version | head -n 1)"
	[ -n "$(missing hugo)" ] || record machine Hugo "$(hugo version | cut -d ' ' -f 2)"
	[ -n "$(missing eleventy)" ] || record machine Eleventy "$(sed -n 's/.*"@11ty\/eleventy": "\(.*\)".*/\1/p' "$bench/peers/eleventy/package.json"), Node $(node --version)"
	[ -n "$(missing mkdocs)" ] || record machine MkDocs "$(mkdocs --version | cut -d ' ' -f 3)"
}

: >"$table"
machine
all_cases
node "$bench/table.mjs" "$table" >"${table%.tsv}.md"
node "$bench/chart.mjs" "$table" >"${table%.tsv}.svg"
cat "${table%.tsv}.md"
say "written: ${table%.tsv}.md, ${table%.tsv}.svg, $table"
