#!/bin/bash
# kill -9 at 50 random moments of a build over an older site, in which every page differs: the
# folder is always the whole old site or the whole new one. Prints its seed; takes one as argument.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
lectern=${LECTERN:-$root/build/lectern}
seed=${1:-$RANDOM}
RANDOM=$seed
echo "# seed $seed"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/a" "$work/b"
cp -R "$root/content" "$root/themes" "$root/plugins" "$work/a/"
cp -R "$root/content" "$root/themes" "$root/plugins" "$work/b/"
sed -i 's/^title: 16-Week/title: Another 16-Week/' "$work/b/content/site.yaml"

state() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum); }

"$lectern" build "$work/a" --quiet --output "$work/only-a"
"$lectern" build "$work/b" --quiet --output "$work/only-b"
a=$(state "$work/only-a") b=$(state "$work/only-b")
if [ ! -f "$work/only-a/index.html" ] || [ "$a" = "$b" ]; then
	echo "not ok - the two sites were not built, or are the same"
	exit 1
fi
started=$(date +%s%N)
"$lectern" build "$work/b" --quiet --output "$work/timed"
span=$((($(date +%s%N) - started) / 1000))

bad=0 old=0 new=0
"$lectern" build "$work/a" --quiet --output "$work/out"
for _ in $(seq 50); do
	moment=$(awk -v r="$RANDOM" -v span="$span" 'BEGIN { printf "%.4f", r / 32768 * span / 1e6 }')
	"$lectern" build "$work/b" --quiet --output "$work/out" 2>/dev/null &
	pid=$!
	sleep "$moment"
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	case $(state "$work/out") in
	"$a") old=$((old + 1)) ;;
	"$b") new=$((new + 1)) ;;
	*) bad=$((bad + 1)) ;;
	esac
	"$lectern" build "$work/a" --quiet --output "$work/out" || bad=$((bad + 1))
	[ "$(state "$work/out")" = "$a" ] || bad=$((bad + 1))
done
echo "# $old times the old site, $new times the new one, $bad times neither"
if [ "$bad" = 0 ]; then echo "ok 1 - all old or all new"; else echo "not ok 1 - all old or all new"; fi
if [ "$old" -gt 0 ]; then echo "ok 2 - builds were killed before they published"; else echo "not ok 2 - no build was killed in time"; fi
left=$(find "$work" -maxdepth 1 -name '.*out*')
if [ -z "$left" ]; then echo "ok 3 - nothing is left beside the folder"; else echo "not ok 3 - left: $left"; fi
