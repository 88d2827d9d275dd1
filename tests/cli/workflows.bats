#!/usr/bin/env bats
# The workflows that a site's owner gets: their scripts against a gh that only remembers, a
# lectern that answers from files, and a repository to push to.
bats_require_minimum_version 1.5.0
load common

# fakes: programs that stand for the real ones; what they were asked is in calls, one call a line.
fakes() {
	mkdir -p bin issue
	export FAKE=$PWD PATH=$PWD/bin:$PATH GIT_CONFIG_GLOBAL=$PWD/gitconfig GIT_CONFIG_NOSYSTEM=1
	printf '[user]\n\tname = T\n\temail = t@example.org\n[init]\n\tdefaultBranch = main\n' >gitconfig
	cat >bin/lectern <<-'END'
		#!/bin/sh
		echo "lectern $*" >>"$FAKE/calls"
		while [ $# -gt 0 ]; do
			[ "$1" != --report ] || cp "$FAKE/report" "$2"
			shift
		done
		[ ! -f "$FAKE/health" ] || cp "$FAKE/health" content/link-health.jsonl
		exit "$(cat "$FAKE/status")"
	END
	# One issue at most: issue/number, issue/state and issue/body; comments are added up.
	cat >bin/gh <<-'END'
		#!/bin/sh
		set -eu
		cd "$FAKE/issue"
		echo "gh $*" | tr '\n' ' ' | sed 's/ --jq .*//; s/ *$//' >>"$FAKE/calls"
		echo >>"$FAKE/calls"
		[ ! -f "$FAKE/broken" ] || { echo "gh: no" >&2; exit 4; }
		verb=$2 state='' file='' filter=''
		while [ $# -gt 0 ]; do
			case $1 in
			--state) state=$2 ;;
			--body-file) file=$2 ;;
			--jq) filter=$2 ;;
			--comment) echo "$2" >>comments ;;
			esac
			shift
		done
		case $verb in
		list)
			[ "$filter" = '.[] | select(.body | contains("<!-- lectern: link health -->")) | .number' ]
			[ ! -f number ] || [ "$(cat state)" != "$state" ] || cat number
			;;
		view) cat body ;;
		create)
			echo 7 >number
			echo open >state
			cp "$file" body
			;;
		edit) cp "$file" body ;;
		comment) cat "$file" >>comments ;;
		close) echo closed >state ;;
		reopen) echo open >state ;;
		esac
	END
	chmod +x bin/gh bin/lectern
	git init -q --bare remote
	git clone -q remote site 2>/dev/null
	cd site || exit 1
	mkdir content
	echo x >content/index.md
	git add . && git commit -qm "A site" && git push -q
}

# found STATUS ADDRESS...: what the next check says.
found() {
	echo "$1" >"$FAKE/status"
	shift
	{
		echo "$# warnings"
		for address in "$@"; do
			printf -- '- [ ] line 4: **warning** %s is broken (links/broken) <!-- %s -->\n' "$address" "$(printf %s "$address" | md5sum | cut -c 1-16)"
		done
		echo "- **note** something that asks for nothing (links/moved) <!-- 0123456789abcdef -->"
	} >"$FAKE/report"
}

# asked: the calls since the last time, without those that only read.
asked() {
	grep -vE '^(lectern|gh issue (list|view)|gh label)|^$' "$FAKE/calls" || true
	: >"$FAKE/calls"
}

health() {
	sh "$root/workflows/link-health.sh" .
}

@test "broken links make one issue, with its label and its hidden line" {
	fakes
	found 0 one two
	health
	grep -qx 'lectern check . --online --refresh 1000 --max-time 20m --rules links/\*,link-\*,url-\* --format markdown --report .*' "$FAKE/calls"
	grep -q '^gh label create link-health ' "$FAKE/calls"
	[[ "$(asked)" == "gh issue create --title Link health --label link-health --body-file "* ]]
	[ "$(head -n 1 "$FAKE/issue/body")" = "<!-- lectern: link health -->" ]
	grep -q 'one is broken' "$FAKE/issue/body"
}

@test "the same again touches nothing, whatever a person did to the text" {
	fakes
	found 0 one two
	health
	asked
	health
	[ -z "$(asked)" ]
	sed -i -e 's/^- \[ \]/- [x]/' -e 's/$/\r/' "$FAKE/issue/body"
	health
	[ -z "$(asked)" ]
}

@test "the same addresses on other lines edit the text without a comment" {
	fakes
	found 0 one two
	health
	asked
	sed -i 's/line 4/line 5/' "$FAKE/report"
	health
	[[ "$(asked)" == "gh issue edit 7 --body-file "* ]]
	[ ! -e "$FAKE/issue/comments" ]
	grep -q 'line 5' "$FAKE/issue/body"
}

@test "other addresses edit the text, and a comment says which" {
	fakes
	found 0 one two
	health
	asked
	found 1 two three
	run health
	[ "$status" = 1 ]
	[ "$(asked | cut -d ' ' -f 1-4)" = "gh issue edit 7
gh issue comment 7" ]
	[ "$(grep -c 'is broken' "$FAKE/issue/comments")" = 2 ]
	sed -n '/^New:/,/^No longer/p' "$FAKE/issue/comments" | grep -q '^- line 4: \*\*warning\*\* three is broken'
	sed -n '/^No longer there:/,$p' "$FAKE/issue/comments" | grep -q '^- line 4: \*\*warning\*\* one is broken'
}

@test "all well closes the issue with a word, and only once" {
	fakes
	found 0 one
	health
	asked
	found 0
	health
	[ "$(asked | cut -d ' ' -f 1-4)" = "gh issue edit 7
gh issue close 7" ]
	grep -qx 'All is well again.' "$FAKE/issue/comments"
	health
	[ -z "$(asked)" ]
}

@test "without an issue and without broken links there is nothing to do" {
	fakes
	found 0
	health
	[ -z "$(asked)" ]
	[ ! -e "$FAKE/issue/number" ]
}

@test "what breaks again opens the same issue again" {
	fakes
	found 0 one
	health
	found 0
	health
	asked
	found 0 one
	health
	[ "$(asked | cut -d ' ' -f 1-4)" = "gh issue reopen 7
gh issue edit 7
gh issue comment 7" ]
	[ "$(cat "$FAKE/issue/state")" = open ]
	grep -q 'one is broken' "$FAKE/issue/comments"
}

@test "no network, an interruption or a wrong option touch nothing" {
	fakes
	found 0 one
	health
	asked
	before=$(git rev-parse HEAD)
	for status in 2 3; do
		found "$status"
		echo '{"v":1}' >"$FAKE/health"
		run health
		[ "$status" = "$(cat "$FAKE/status")" ]
		[[ "$output" == *"nothing was touched"* ]]
		[ -z "$(asked)" ]
		[ "$before" = "$(git rev-parse HEAD)" ]
	done
}

@test "what was seen is pushed when it changed, also when somebody else pushed" {
	fakes
	found 0
	health
	[ "$(git rev-list --count HEAD)" = 1 ]
	echo '{"v":1}' >"$FAKE/health"
	health
	[ "$(git log -1 --format='%s by %an')" = "Record the health of links by link health" ]
	[ "$(git rev-parse HEAD)" = "$(git -C ../remote rev-parse main)" ]
	health
	[ "$(git rev-list --count HEAD)" = 2 ]
	git clone -q ../remote ../other
	(cd ../other && echo y >content/other.md && git add . && git commit -qm "Meanwhile" && git push -q)
	echo '{"v":2}' >"$FAKE/health"
	echo half >draft
	git add draft
	health
	[ "$(git rev-list --count HEAD)" = 4 ]
	[ "$(git rev-parse HEAD)" = "$(git -C ../remote rev-parse main)" ]
	[ "$(git -C ../remote ls-tree -r --name-only main | tr '\n' ' ')" = "content/index.md content/link-health.jsonl content/other.md " ]
}

@test "when gh fails, so does the job, and nothing is pushed" {
	fakes
	found 0 one
	echo '{"v":1}' >"$FAKE/health"
	touch "$FAKE/broken"
	run health
	[ "$status" != 0 ]
	[ "$(git rev-list --count HEAD)" = 1 ]
}

@test "a pull request is stopped by what is known without the network, and by nothing else" {
	fakes
	cat >"$FAKE/bin/lectern" <<-'END'
		#!/bin/sh
		echo "lectern $*" >>"$FAKE/calls"
		case "$*" in
		*--online*) exit "$(cat "$FAKE/online")" ;;
		esac
		exit "$(cat "$FAKE/status")"
	END
	echo 1 >"$FAKE/status"
	run sh "$root/workflows/pull-request.sh" course origin/main
	[ "$status" = 1 ]
	[ "$(cat "$FAKE/calls")" = "lectern check course" ]
	echo 0 >"$FAKE/status"
	for online in 0 1 2 3; do
		: >"$FAKE/calls"
		echo "$online" >"$FAKE/online"
		run sh "$root/workflows/pull-request.sh" course origin/main
		[ "$status" = 0 ]
		grep -qx 'lectern check course --online --only changed --since origin/main --max-time 10m' "$FAKE/calls"
	done
	[[ "$output" == *"status 3"* ]]
}

@test "the script takes a report of Lectern for what it is" {
	fakes
	cat >"$FAKE/bin/lectern" <<-END
		#!/bin/sh
		# The real one, which need not go online for that.
		exec "$lectern" check . --format markdown --report "\$(echo "\$*" | sed 's/.*--report //')"
	END
	echo "title: T" >content/site.yaml
	printf -- '---\ntitle: T\n---\n[a](gone.md) [a](gone.md)\n' >content/gone-links.md
	run health
	[ "$status" = 1 ]
	grep -q '^- \[ \] line 4: \*\*error\*\* there is no file ' "$FAKE/issue/body"
	: >"$FAKE/calls"
	run health
	[ -z "$(asked)" ]
}

@test "new workflow copies the files into the repository, for the folder of the site" {
	mkdir -p repository/.git
	small repository/my-course
	cp -R "$root/workflows" workflows
	mkdir bin
	cp "$lectern" bin/lectern
	for name in link-health pull-request; do
		run bin/lectern new workflow "$name" --site repository/my-course
		[ "$status" = 0 ]
		[ -f "repository/.github/workflows/$name.yml" ]
		cmp "workflows/$name.sh" "repository/.github/workflows/$name.sh"
		grep -qxE '  SITE: "?my-course"?' "repository/.github/workflows/$name.yml"
		grep -q "sh .github/workflows/$name.sh" "repository/.github/workflows/$name.yml"
		# Once: what an owner changed is not overwritten.
		run bin/lectern new workflow "$name" --site repository/my-course
		[ "$status" = 3 ]
	done
	small alone
	bin/lectern new workflow pull-request --site alone
	grep -qx '  SITE: .' alone/.github/workflows/pull-request.yml
	run bin/lectern new workflow link-helth --site alone
	[ "$status" = 2 ]
	[[ "$output" == *"did you mean 'link-health'?"* ]]
}
