#!/bin/bash
# Golden sites: each folder here is a case.
#
#   content/          the site (or made by setup.sh)
#   setup.sh          optional: makes what is too large or too odd to keep, in a copy of the case
#   cmd               optional: the command line, "build . --output out" otherwise
#   expected.diag     what it prints on standard error
#   expected.status   its exit status, 0 when the file is missing
#   expected/         optional: files that must be in out/ with just these bytes
#
# `run.sh --accept CASE...` writes the expectations of these anew, and what is in expected/
# already; read the difference before you commit it.
set -uo pipefail
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY # they choose the format of messages
cd "$(dirname "$0")" || exit
lectern=${LECTERN:-$PWD/../../build/lectern}
accept=
if [ "${1:-}" = --accept ]; then
	shift
	accept=" $* "
fi
work=$(mktemp -d)
export GOLDEN=$PWD # for a setup.sh that borrows from another case
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
number=0

# Beside its themes, as it is when installed: a build elsewhere than in build/ finds none.
mkdir -p "$work/cases" "$work/prefix/bin" "$work/prefix/share/lectern"
cp "$lectern" "$work/prefix/bin/lectern"
[ ! -x "$lectern-online" ] || cp "$lectern-online" "$work/prefix/bin/"
cp -R ../../themes ../../plugins "$work/prefix/share/lectern/"

report() { # report GOOD NAME
	number=$((number + 1))
	if [ "$1" = 0 ]; then echo "ok $number - $2"; else echo "not ok $number - $2"; fi
}

# Everything a case expects, compared; prints the differences.
compare() {
	local name=$1 status=$2 want bad=0
	want=$(cat expected.status 2>/dev/null || echo 0)
	if [ "$status" != "$want" ]; then
		echo "# $name: exit status $status, expected $want"
		bad=1
	fi
	touch expected.diag
	diff -u expected.diag actual.diag | sed 's/^/# /'
	cmp -s expected.diag actual.diag || bad=1
	if grep -qF "$work" actual.diag; then
		echo "# $name: a message names a path of this machine"
		bad=1
	fi
	if [ "$want" != 0 ] && [ -e out/.build.json ] && [ ! -e may-publish ]; then
		echo "# $name: something was published in spite of the error"
		bad=1
	fi
	if [ -d expected ]; then
		(cd expected && find . -type f) | while read -r file; do
			cmp "expected/$file" "out/$file" || echo differs
		done | sed 's/^/# /' | tee differences
		[ -s differences ] && bad=1
	fi
	return $bad
}

accept_case() { # accept_case FOLDER STATUS
	cp actual.diag "$1/expected.diag"
	rm -f "$1/expected.status"
	[ "$2" = 0 ] || echo "$2" >"$1/expected.status"
	[ -d "$1/expected" ] || return 0
	(cd "$1/expected" && find . -type f) | while read -r file; do
		cp "out/$file" "$1/expected/$file"
	done
}

run_case() {
	local name=$1 status
	cp -R "$name" "$work/cases/$name"
	(
		cd "$work/cases/$name" || exit 1
		if [ -f setup.sh ]; then sh ./setup.sh || exit 1; fi
		read -r -a words < <(cat cmd 2>/dev/null || echo "build . --output out")
		"$work/prefix/bin/lectern" "${words[@]}" >actual.out 2>actual.diag
		status=$?
		# A page of a case does not change with the style sheet of the theme.
		[ ! -d expected ] || find out -name '*.html' -exec sed -i -E 's/(assets\/[^"?]*)\?[0-9a-f]{8}"/\1"/g' {} +
		if [ -n "$accept" ]; then
			accept_case "$GOLDEN/$name" "$status"
			exit 0
		fi
		compare "$name" "$status"
	)
	report $? "golden: $name"
}

for case in */; do
	case=${case%/}
	[ -n "$accept" ] && [[ $accept != *" $case "* ]] && continue
	run_case "$case"
done
echo "1..$number"
