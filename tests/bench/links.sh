#!/bin/bash
# What checking links costs: 10,000 addresses of made-up hosts that a server on loopback answers for,
# through the whole of `lectern check --online` with the plugin `links`, and through a plain loop
# over libcurl's multi interface (link_peer.c). Both take turns; medians of several runs. Then what
# links cost where nobody is asked, and what many of them need of memory.
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

settings() { # settings FOLDER CONCURRENCY PER_HOST
	cat >"$1/content/site.yaml" <<-YAML
		title: Bench
		language: en
		id: bench
		plugins: [links]
		links:
		  online:
		    concurrency: $2
		    per_host: {concurrency: $3, gap: 0}
		    allow_private: ["127.0.0.0/8"]
		    tls: {ca_file: $work/ca.pem}
	YAML
}

# large NAME PAGES LINKS FORMAT: so many links a page, or what stands there instead, by the format
# with their number and that of their host.
large() {
	local folder="$work/$1"
	mkdir -p "$folder/content/pages"
	awk -v pages="$2" -v links="$3" -v format="$4" -v dir="$folder/content/pages" 'BEGIN {
		for (p = 1; p <= pages; p++) {
			file = sprintf("%s/page-%04d.md", dir, p)
			printf "---\ntitle: Page %d\nsummary: Links.\n---\n\n## Links\n\n", p > file
			for (i = 1; i <= links; i++)
				printf format "\n\n", ++n, n % 1000 + 1, n > file
			close(file)
		}
	}'
	printf -- '---\ntitle: Bench\nsummary: Links.\n---\n\nMany links.\n' >"$folder/content/index.md"
	settings "$folder" 128 2
	echo ":=127.0.0.1:$(port http)" >"$folder/resolve"
}

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
	settings "$folder" "$5" "$6"
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
for _ in $(seq "$runs"); do
	lectern_run many
	note offline remembered
	lectern_run many --online
	note online remembered
done

# What links cost a check that asks nobody: the same pages, with links and with other text there.
large links 5000 40 '[Place number %d](http://h%d.bench.example.org/status/200?%d)'
large texts 5000 40 'Place number %d, http-h%d.bench.example.org/status/200?%d'
for _ in $(seq "$runs"); do
	lectern_run links
	note offline links
	lectern_run texts
	note offline texts
done

# How much memory they want that wait for their turn: what a check online needs more than one that is not.
large queue 1000 100 '[Place number %d](http://h%d.bench.example.org/status/200?%d)'
lectern_run queue
note offline queue
lectern_run queue --online --no-cache
note online queue

last() { tail -n 1 "$work/times-$2-$1" | cut -d ' ' -f "$3"; }

awk -v on="$(median online remembered 1)" -v off="$(median offline remembered 1)" \
	-v requests="$(median online remembered 5)" \
	-v with="$(median offline links 1)" -v without="$(median offline texts 1)" \
	-v peak="$(last online queue 4)" -v plain="$(last offline queue 4)" -v asked="$(last online queue 5)" 'BEGIN {
	printf "\n| many links | with | without | difference |\n| --- | ---: | ---: | ---: |\n"
	printf "| 10,000 remembered, nothing due: %d requests | %.2f s | %.2f s | %.2f s |\n", requests, on, off, on - off
	printf "| 200,000 links on 5,000 pages, offline | %.2f s | %.2f s | %.2f s |\n", with, without, with - without
	printf "| 100,000 links asked, %d requests: peak memory | %.0f MB | %.0f MB | %.0f MB |\n", asked,
		peak / 1024, plain / 1024, (peak - plain) / 1024
}'
