#!/bin/bash
# What checking links costs: 10,000 addresses of made-up hosts that a server on loopback answers for,
# through the whole of `lectern check --online` with the plugin `links`, and through a plain loop
# over libcurl's multi interface (link_peer.c). Both take turns; medians of several runs.
#
#   tests/bench/links.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-5}
build=${LECTERN_BUILD:-build}
lectern=${LECTERN:-$build/lectern}
links=10000
if [ ! -x /usr/bin/time ]; then
	echo "Links are measured with GNU time, which is not installed."
	exit
fi
make -s -j2 BUILD="$build" "$build/tests/linkd" "$build/tests/link_peer"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
printf '*.bench.example.org\t/\t/status/200\n' >"$work/map"
"$build/tests/linkd" 3600 "$work/ca.pem" "$work/map" >"$work/ports" &
server=$!
until grep -q '^ready' "$work/ports"; do sleep 0.1; done
port() { sed -n "s/^$1 //p" "$work/ports"; }
ask() { curl -s "http://127.0.0.1:$(port http)$1"; }

# site NAME HOSTS SCHEME PATH CONCURRENCY PER_HOST: 100 pages of 100 links each.
site() {
	local folder="$work/$1"
	mkdir -p "$folder/content/pages"
	awk -v hosts="$2" -v scheme="$3" -v path="$4" -v links=$links 'BEGIN {
		for (h = 1; h <= hosts; h++)
			for (i = 1; i <= links / hosts; i++)
				printf "%s://h%d.bench.example.org%s?%d\n", scheme, h, path, i
	}' >"$folder/urls"
	awk -v dir="$folder/content/pages" '
		NR % 100 == 1 {
			file = sprintf("%s/page-%03d.md", dir, ++n)
			printf "---\ntitle: Page %d\nsummary: A hundred links.\n---\n\n## Links\n\n", n > file
		}
		{ printf "[Place number %d](%s)\n\n", NR, $0 > file }' "$folder/urls"
	printf -- '---\ntitle: Bench\nsummary: Links.\n---\n\nTen thousand links.\n' >"$folder/content/index.md"
	cat >"$folder/content/site.yaml" <<-YAML
		title: Bench
		language: en
		id: bench
		plugins: [links]
		links:
		  online:
		    concurrency: $5
		    per_host: {concurrency: $6, gap: 0}
		    allow_private: ["127.0.0.0/8"]
		    tls: {ca_file: $work/ca.pem}
	YAML
	local door=http
	[ "$3" = http ] || door=tls-good
	echo ":=127.0.0.1:$(port $door)" >"$folder/resolve" # any name
	echo "::127.0.0.1:$(port $door)" >"$folder/connect"
	echo "$5 $6" >"$folder/limits"
}

lectern_run() { # lectern_run NAME WORD...
	local name=$1
	shift
	LECTERN_TEST=1 LECTERN_RESOLVE=$(cat "$work/$name/resolve") \
		/usr/bin/time -o "$work/usage" -f '%e %U %S %M' "$lectern" check "$work/$name" --quiet "$@"
}

peer_run() { # peer_run NAME
	local concurrency per_host
	read -r concurrency per_host <"$work/$1/limits"
	/usr/bin/time -o "$work/usage" -f '%e %U %S %M' "$build/tests/link_peer" "$work/$1/urls" \
		"$concurrency" "$per_host" "$(cat "$work/$1/connect")" "$work/ca.pem" >"$work/good"
	[ "$(cat "$work/good")" = $links ] || { echo "the peer had $(cat "$work/good") answers of $links" >&2; exit 1; }
}

note() { # note KIND NAME: what the last run took, with what the server saw of it
	local requests connections
	requests=$(ask /_log | grep -c . || true)
	connections=$(ask /_log | cut -f 2 | sort -u | grep -c . || true)
	echo "$(cat "$work/usage") $requests $connections" >>"$work/times-$2-$1"
}

median() { cut -d ' ' -f "$3" "$work/times-$2-$1" | sort -n | sed -n "$(((runs + 1) / 2))p"; }

row() { # row NAME TITLE

	for _ in $(seq "$runs"); do
		rm -rf "$work/$1/.cache"
		lectern_run "$1"
		note offline "$1"
		ask /_reset >/dev/null
		lectern_run "$1" --online --no-cache
		note online "$1"
		ask /_reset >/dev/null
		peer_run "$1"
		note peer "$1"
		ask /_reset >/dev/null
	done
	local processor
	processor=$(awk -v u="$(median online "$1" 2)" -v s="$(median online "$1" 3)" -v ou="$(median offline "$1" 2)" \
		-v os="$(median offline "$1" 3)" -v links=$links 'BEGIN { printf "%.0f", (u + s - ou - os) * 1e6 / links }')
	awk -v title="$2" -v off="$(median offline "$1" 1)" -v on="$(median online "$1" 1)" -v peer="$(median peer "$1" 1)" \
		-v processor="$processor" -v memory="$(median online "$1" 4)" -v requests="$(median online "$1" 5)" \
		-v connections="$(median online "$1" 6)" -v theirs="$(median peer "$1" 6)" 'BEGIN {
		printf "| %s | %.2f s | %.2f s | %.2f s | %.2f | %d us | %d | %d / %d | %.0f MB |\n", title, on, on - off, peer,
			(on - off) / peer, processor, requests, connections, theirs, memory / 1024
	}'
}

site one 1 http /status/200 128 128
site many 1000 http /status/200 128 2
site tls 1000 https /status/200 128 2
site late 1000 http /sleep/100 128 2
echo "| $links links | whole check | online part | plain libcurl | ratio | processor a link | requests | connections, ours / plain | peak |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
row one "one host, 128 at once"
row many "1,000 hosts, 2 at once each"
row tls "the same with TLS"
row late "1,000 hosts, 100 ms each"

# A run in which all is remembered, and nothing is due.
lectern_run many --online
ask /_reset >/dev/null
lectern_run many --online
echo
echo "Remembered, nothing due: $(ask /_log | grep -c . || true) requests, $(cut -d ' ' -f 1 "$work/usage") s with the check of the pages."
