#!/usr/bin/env bats
# check --fix: what is certain is mended to the byte, and nothing else is touched.
bats_require_minimum_version 1.5.0
load common

broken() {
	small "$1"
	printf 'Text of a file.\n' >"$1/content/Notes.txt"
	printf -- '\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nÄ [track](https://example.org/a?utm_source=x&b=2#top), [bare](www.example.org/a),\r\n[space](<https://example.org/a b>), [slash](https:/example.org/), [small](notes.txt?x#y) [week](Weeks/01-the-first-week.md)' >"$1/content/broken.md"
}

@test "what is certain is mended, and what is left decides" {
	broken site
	before=$(sha256sum site/content/index.md site/content/site.yaml)
	run "$lectern" check site --fix
	[ "$status" = 0 ]
	[[ "$output" == *"site/content/broken.md:4:11: 'https://example.org/a?utm_source=x&b=2#top' is now 'https://example.org/a?b=2#top' [url-tracking]"* ]]
	[[ "$output" == *"fixed 6 places in 1 file"* ]]
	printf -- '\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nÄ [track](https://example.org/a?b=2#top), [bare](https://www.example.org/a),\r\n[space](<https://example.org/a%%20b>), [slash](https://example.org/), [small](Notes.txt?x#y) [week](weeks/01-the-first-week.md)' >expected
	cmp expected site/content/broken.md
	[ "$before" = "$(sha256sum site/content/index.md site/content/site.yaml)" ]
	[ -z "$(find site -name '*.tmp')" ]
	run "$lectern" check site --fix
	[ "$status" = 0 ]
	[[ "$output" != *fixed* ]]
}

@test "a page that is found by its mended name is looked at too" {
	small site
	printf -- '---\ntitle: T\n---\n[week](Weeks/01-the-first-week.md#nowhere)\n' >site/content/two.md
	run "$lectern" check site --fix
	[ "$status" = 1 ]
	[[ "$output" == *link-anchor-missing* ]]
	[[ "$output" != *link-page-missing*"capitals"* ]]
}

@test "--dry-run shows a difference that patch understands, and writes nothing" {
	broken site
	before=$(sha256sum site/content/broken.md)
	"$lectern" check site --fix --dry-run >patch 2>/dev/null || [ $? = 1 ]
	[ "$before" = "$(sha256sum site/content/broken.md)" ]
	grep -qx -- '--- a/site/content/broken.md' patch
	cp -R site copy
	"$lectern" check site --fix --quiet
	(cd copy/.. && mkdir tree && mv copy tree/site && cd tree && git init -q . && git apply ../patch)
	cmp tree/site/content/broken.md site/content/broken.md
	run "$lectern" check site --dry-run
	[ "$status" = 2 ]
}

@test "what is not certain stays as it is" {
	small site
	printf 'a' >site/content/A.txt
	printf 'a' >site/content/a.TXT
	printf -- '---\ntitle: T\n---\n[two](a.txt) [folder](http:/folder/x) [label][l] [entity](https://example.org/?utm_source=x&amp;b=1)\n[kept](https://example.org/?utm_source=x) <!-- links: ignore-line -->\n\n[near](wekes/01-the-first-week.md) [percent](https://example.org/50%%) [scheme](//example.org/)\n\n[l]: https://example.org/?utm_source=x\n' >site/content/page.md
	cp site/content/page.md before
	run "$lectern" check site --fix
	[ "$status" = 1 ]
	[[ "$output" != *"fixed"* ]]
	cmp before site/content/page.md
}

@test "a file that cannot be written is status 3, and the others are mended" {
	[ "$(id -u)" != 0 ] || skip "root may write everywhere"
	broken site
	mkdir site/content/closed
	printf -- '---\ntitle: T\n---\n[a](www.example.org)\n' >site/content/closed/page.md
	chmod a-w site/content/closed
	run "$lectern" check site --fix
	chmod u+w site/content/closed
	[ "$status" = 3 ]
	[[ "$output" == *"cannot write site/content/closed/page.md"* ]]
	[[ "$output" == *"fixed 6 places in 1 file"* ]]
}

@test "a link to a file stays a link, and the file keeps its place" {
	small site
	mkdir site/content/shared
	printf -- '---\ntitle: T\n---\n[a](www.example.org)\n' >site/content/shared/page.md
	ln -s shared/page.md site/content/link.md
	"$lectern" check site --fix --quiet || true
	[ -L site/content/link.md ]
	grep -q 'https://www' site/content/shared/page.md
}

@test "--rules leaves only these: told, counted and mended" {
	small site
	printf -- '---\ntitle: T\n---\n[a](www.example.org) [b](gone.md) [c](https://example.org/?utm_source=x)\n' >site/content/page.md
	run "$lectern" check site --rules url-tracking
	[ "$status" = 0 ]
	[[ "$output" == *url-tracking* && "$output" != *error* && "$output" == *"--fix mends 1 of these"* ]]
	run "$lectern" check site --rules 'link-*,url-tracking' --fix
	[ "$status" = 1 ]
	[[ "$output" == *"fixed 1 place"* && "$output" == *link-page-missing* && "$output" != *url-invalid* ]]
	grep -q '(www.example.org).*(https://example.org/)' site/content/page.md
	for wrong in '' ',' 'url-trackin' 'a*b' 'link-*,'; do
		run "$lectern" check site --rules "$wrong"
		[ "$status" = 2 ]
	done
	[[ "$output" == *"'--rules'"* ]]
}
