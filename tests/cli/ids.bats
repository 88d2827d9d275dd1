#!/usr/bin/env bats
# lectern ids: statuses, what it writes and what it leaves alone.
load common

@test "a plain build and a check never write the lock" {
	small site
	"$lectern" build site --quiet
	"$lectern" check site --quiet
	"$lectern" ids site >/dev/null
	[ ! -e site/content/ids.lock ]
	[ ! -e site/public/ids.lock ]
}

@test "the lock is written once, and then left as it is" {
	small site
	"$lectern" ids site --write | grep -q '^written to site/content/ids.lock$'
	cp site/content/ids.lock before
	touch -d 2001-02-03 site/content/ids.lock
	"$lectern" ids site --write | grep -q 'is up to date$'
	cmp before site/content/ids.lock
	[ "$(date -r site/content/ids.lock +%Y)" = 2001 ]
	[ "$(grep -v '^#' before)" = "$(grep -v '^#' before | LC_ALL=C sort -u)" ]
	"$lectern" build site --quiet
	cmp before site/content/ids.lock
	[ ! -e site/public/ids.lock ]
	"$lectern" check site --locked --quiet
}

@test "what cannot be retired is a usage error, and nothing is written" {
	small site
	run "$lectern" ids site --retire week-01/tasks/nothing
	[ "$status" = 2 ]
	[[ "$output" == *"there is no item 'week-01/tasks/nothing'"* ]]
	printf -- '---\nweek: 1\ntitle: T\n---\n## Tasks\n\n- [ ] A {#a}\n- [ ] B\n' >site/content/weeks/01-*.md
	"$lectern" ids site --write --quiet
	cp site/content/ids.lock before
	run "$lectern" ids site --retire week-01/tasks/b,week-01/tasks/a
	[ "$status" = 2 ]
	[[ "$output" == *"an item has 'week-01/tasks/a' as its {#id}"* ]]
	cmp before site/content/ids.lock
	"$lectern" ids site --retire week-01/tasks/b --quiet
	grep -q "^week-01/tasks/b	retired	B$" site/content/ids.lock
	grep -q "^week-01/tasks/b-1	B$" site/content/ids.lock
}

@test "a lock that cannot be read or written is the machine's failure" {
	[ "$(id -u)" != 0 ] || skip "root may write everywhere"
	small site
	chmod a-w site/content
	run "$lectern" ids site --write
	chmod u+w site/content
	[ "$status" = 3 ]
	[[ "$output" == *"cannot write site/content/ids.lock: "* ]]
}

@test "a folder in the place of the lock is told" {
	small site
	mkdir site/content/ids.lock
	run "$lectern" build site
	[ "$status" = 3 ]
	[[ "$output" == *"site/content/ids.lock: "* ]]
}

@test "changes as a table and as JSON" {
	small site
	"$lectern" ids site --write --quiet
	printf -- '---\nweek: 2\ntitle: T\n---\n## Tasks\n\n- [ ] A "new" one\n' >"$(echo site/content/weeks/02-*.md)"
	"$lectern" ids site >table
	grep -q '^new ' table
	grep -q '^  week-02/tasks/a-new-one$' table
	grep -q '^nothing was written' table
	"$lectern" ids site --format json | node -e '
		const { kept, changes } = JSON.parse(require("fs").readFileSync(0));
		const found = changes.find((change) => change.id === "week-02/tasks/a-new-one");
		if (!(kept > 0) || found.change !== "new" || found.line !== 7 || found.text !== "A \"new\" one") process.exit(1)'
	[ -z "$("$lectern" ids site --quiet)" ]
}

@test "a page that cannot be read stops it" {
	small site
	"$lectern" ids site --write --quiet
	cp site/content/ids.lock before
	echo "no front matter" >site/content/bad.md
	run "$lectern" ids site --write --retire-all
	[ "$status" = 1 ]
	cmp before site/content/ids.lock
	run "$lectern" check site --locked
	[ "$status" = 1 ]
	[[ "$output" != *id-vanished* ]]
}
