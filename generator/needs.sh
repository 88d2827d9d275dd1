#!/bin/sh
# Installs the Debian packages named in the lists given, where they are missing.
# Says what and why first; asks for sudo only when it is not run by root.
set -eu

if ! command -v dpkg-query >/dev/null 2>&1; then
	echo "This is not Debian or Ubuntu: please install what these lists name: $*" >&2
	exit 0
fi

missing=
for list in "$@"; do
	while read -r package reason; do
		case "$package" in '' | '#'*) continue ;; esac
		# A list may offer alternatives: "a|b"; one of them installed is enough.
		found=
		for name in $(echo "$package" | tr '|' ' '); do
			state=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)
			[ "$state" = installed ] && found=$name
		done
		# npm comes with some builds of node, without a package of its own.
		[ "$package" = npm ] && command -v npm >/dev/null 2>&1 && found=npm
		if [ -z "$found" ]; then
			echo "  missing: ${package%%|*} ($reason)"
			missing="$missing ${package%%|*}"
		fi
	done <"$list"
done
[ -n "$missing" ] || exit 0

run=
if [ "$(id -u)" != 0 ]; then
	run=sudo
	if ! command -v sudo >/dev/null 2>&1; then
		echo "Run as root, or install them yourself: apt-get install$missing" >&2
		exit 3
	fi
fi
echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086 # the list is meant to be split
if ! { $run apt-get update && $run apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
	tail -n 30 "$log" >&2
	rm -f "$log"
	echo "apt-get could not install what is missing." >&2
	exit 3
fi
rm -f "$log"
