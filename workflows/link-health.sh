#!/bin/sh
# link-health.sh [SITE]: asks for all links of a site, and keeps one issue about the broken ones.
#
# The issue is found by its label and by a hidden line at its top. It is made when there are
# errors or warnings and it is not there, edited in place when they are others, commented when
# the set of addresses changed, closed when there are none, and opened again later. When the
# check could not be made (no network, interrupted, a wrong option) nothing is touched.
#
# Wants `gh` that may write issues, and `git` that may push. LABEL names the label, HEALTH the
# file with what was seen. Ends with the status of the check.
set -eu

site=${1:-.}
label=${LABEL:-link-health}
health=${HEALTH:-$site/content/link-health.jsonl}
title="Link health"
marker="<!-- lectern: link health -->"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a person did to a body (ticks, line ends of a browser) is no change of it.
plain() {
	tr -d '\r' | sed 's/^- \[[xX]\] /- [ ] /'
}

# The fingerprints of the items with a box, each once.
items() {
	sed -n 's/^- \[ \] .*<!-- \([0-9a-f]\{16\}\) -->$/\1/p' "$1" | sort -u
}

# changes HEADING FROM TO: the items of TO whose fingerprints are not in FROM.
changes() {
	items "$2" >"$work/from"
	items "$3" >"$work/to"
	comm -13 "$work/from" "$work/to" >"$work/only"
	[ -s "$work/only" ] || return 0
	printf '%s\n\n' "$1"
	while read -r print; do
		grep -F -e "<!-- $print -->" "$3" | grep -e '^- \[ \] ' | head -n 1 | sed 's/^- \[ \] /- /'
	done <"$work/only"
	echo
}

# find STATE: the number of the newest issue of ours in this state; nothing when there is none.
find_issue() {
	gh issue list --label "$label" --state "$1" --limit 100 --json number,body \
		--jq ".[] | select(.body | contains(\"$marker\")) | .number" >"$work/numbers"
	head -n 1 "$work/numbers"
}

check() {
	status=0
	lectern check "$site" --online --refresh 1000 --max-time 20m --rules 'links/*,link-*,url-*' \
		--format markdown --report "$work/report" || status=$?
	case $status in
	0 | 1) ;;
	*)
		echo "The check could not be made (status $status); nothing was touched."
		exit "$status"
		;;
	esac
	{
		echo "$marker"
		echo "What \`lectern check --online\` says of the links of this course. This text is kept up to date; ticks are yours."
		echo
		cat "$work/report"
	} | plain >"$work/body"
}

make_issue() {
	gh label create "$label" --description "Links of the course that do not work" --color d93f0b >/dev/null 2>&1 ||
		true # it is there
	gh issue create --title "$title" --label "$label" --body-file "$work/body"
}

# update NUMBER STATE: brings the issue up to date with the body.
update() {
	gh issue view "$1" --json body --jq .body | plain >"$work/before"
	{
		changes "New:" "$work/before" "$work/body"
		changes "No longer there:" "$work/body" "$work/before"
	} >"$work/comment"
	if [ "$2" = closed ]; then
		gh issue reopen "$1"
	fi
	if [ "$(cat "$work/before")" != "$(cat "$work/body")" ]; then
		gh issue edit "$1" --body-file "$work/body"
	fi
	if [ -s "$work/comment" ]; then
		gh issue comment "$1" --body-file "$work/comment"
	fi
}

keep_issue() {
	number=$(find_issue open)
	if [ -z "$(items "$work/body")" ]; then
		if [ -n "$number" ]; then
			gh issue edit "$number" --body-file "$work/body"
			gh issue close "$number" --comment "All is well again."
		fi
		return 0
	fi
	if [ -n "$number" ]; then
		update "$number" open
		return 0
	fi
	number=$(find_issue closed)
	if [ -n "$number" ]; then
		update "$number" closed
	else
		make_issue
	fi
}

# What was seen is remembered with the course. Somebody may have pushed meanwhile.
keep_health() {
	[ -f "$health" ] || return 0
	git add -- "$health"
	if git diff --cached --quiet -- "$health"; then
		return 0
	fi
	git -c user.name="link health" -c user.email="link-health@users.noreply.github.com" \
		commit --quiet --message "Record the health of links" -- "$health"
	git push --quiet || {
		git -c user.name="link health" -c user.email="link-health@users.noreply.github.com" pull --quiet --rebase --autostash
		git push --quiet
	}
}

check
keep_issue
keep_health
exit "$status"
