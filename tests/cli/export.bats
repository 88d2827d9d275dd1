#!/usr/bin/env bats
# The site as an archive: `lectern export zip`, and `download: true`; and what sw.js says.
load common

# course SITE: two weeks, a page with a name beyond ASCII, and a file that is copied.
course() {
	small "$1"
	sed -i 's/^id: .*/id: my-course/' "$1/content/site.yaml"
	printf -- '---\ntitle: Café\n---\nText.\n' >"$1/content/café.md"
	mkdir -p "$1/content/assets"
	head -c 70000 /dev/zero >"$1/content/assets/zero.bin"
	: >"$1/content/assets/empty.txt"
}

# refute COMMAND...: fails when it does not, which `!` alone would not tell bats.
refute() {
	if "$@"; then return 1; fi
}

@test "the archive holds what a build publishes, in one folder, sorted" {
	course site
	"$lectern" build site --quiet --output out
	"$lectern" export zip site --output course.zip
	unzip -tq course.zip
	unzip -q course.zip
	diff -r -x .build.json out my-course
	[ ! -e my-course/.build.json ]
	zipinfo -1 course.zip >names
	LC_ALL=C sort -c names
	grep -qx 'my-course/café.html' names
	[ "$(grep -vc '^my-course/' names)" = 0 ]
}

@test "without --output the file is named by the site and stands here" {
	course site
	mkdir here
	cd here
	run "$lectern" export zip ../site
	[ "$status" = 0 ]
	[[ "$output" == *"files packed into my-course.zip"* ]]
	[ "$(ls -A)" = my-course.zip ]
}

@test "the same site is the same archive, whatever the machine's time, place and workers" {
	course site
	"$lectern" export zip site --quiet --jobs 1 --output one.zip
	(umask 077 && env -i LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati HOME=/nonexistent \
		"$lectern" export zip site --quiet --jobs 8 --output two.zip)
	find site -exec touch -d '2001-02-03' {} +
	TZ=America/Caracas faketime '2031-05-06 07:08:09' "$lectern" export zip site --quiet --output three.zip
	cmp one.zip two.zip
	cmp one.zip three.zip
	zipinfo -T one.zip | grep -q ' 19800101.000000 '
	[ "$(zipinfo one.zip | grep -c '^-rw-r--r--')" = "$(zipinfo -1 one.zip | wc -l)" ]
	TZ=Asia/Tokyo SOURCE_DATE_EPOCH=1700000000 "$lectern" export zip site --quiet --output dated.zip
	[ "$(zipinfo -T dated.zip | grep -c ' 20231114.221320 ')" = "$(zipinfo -1 one.zip | wc -l)" ]
	for odd in soon -1 99999999999999999999; do
		SOURCE_DATE_EPOCH=$odd "$lectern" export zip site --quiet --output odd.zip
		cmp one.zip odd.zip
	done
}

@test "an archive that cannot be written leaves the old one, and nothing beside it" {
	course site
	head -c 900000 /dev/urandom >site/content/assets/noise.bin
	mkdir here
	echo old >here/course.zip
	run bash -c 'trap "" XFSZ; ulimit -f 300; "$0" export zip site --output here/course.zip' "$lectern"
	[ "$status" = 3 ]
	[[ "$output" == *"here/course.zip: error: cannot write the archive"*"File too large"*"nothing was written"* ]]
	[ "$(cat here/course.zip)" = old ]
	[ "$(ls -A here)" = course.zip ]
	echo '[x](missing.md)' >>site/content/index.md
	run "$lectern" export zip site --output here/course.zip
	[ "$status" = 1 ]
	[ "$(cat here/course.zip)" = old ]
}

@test "what is no place for an archive is refused before the work" {
	course site
	mkdir folder
	run "$lectern" export zip site --output folder
	[ "$status" = 3 ]
	[[ "$output" == *"there is a folder of this name"* ]]
	run "$lectern" export zip site --output site/content/course.zip
	[ "$status" = 3 ]
	[[ "$output" == *"this is in content/"* ]]
	cd site/content
	run "$lectern" export zip ..
	[ "$status" = 3 ]
	[ ! -e my-course.zip ]
	cd ../..
	mkfifo pipe
	run "$lectern" export zip site --output pipe
	[ "$status" = 3 ]
	run "$lectern" export zip site --output nowhere/course.zip
	[ "$status" = 3 ]
	[[ "$output" == *"cannot write to the folder 'nowhere'"* ]]
	[ ! -e nowhere ]
	run "$lectern" export zipp site
	[ "$status" = 2 ]
	[[ "$output" == *"'zip'"* ]]
	run "$lectern" export
	[ "$status" = 2 ]
	run "$lectern" export zip site --output ''
	[ "$status" = 2 ]
}

@test "an instructor's archive holds what a learner's does not" {
	course site
	printf '\n> [!INSTRUCTOR]\n> The secret.\n' >>site/content/index.md
	"$lectern" export zip site --quiet --output learner.zip
	"$lectern" export zip site --quiet --audience instructor --output instructor.zip
	unzip -p instructor.zip my-course/index.html | grep -q 'The secret'
	unzip -p learner.zip '*' >all
	refute grep -aq 'The secret' all
}

@test "with download: true the site holds the very archive, and links to it" {
	course site
	printf 'plugins: [checklists]\n' >>site/content/site.yaml
	"$lectern" export zip site --quiet --output course.zip
	"$lectern" build site --quiet --output plain
	printf 'download: true\n' >>site/content/site.yaml
	"$lectern" export zip site --quiet --output same.zip
	cmp course.zip same.zip
	"$lectern" build site --quiet --jobs 1 --output one
	"$lectern" build site --quiet --jobs 8 --output eight
	diff -r one eight
	cmp course.zip one/my-course.zip
	grep -q 'href="my-course.zip" download>Download for offline, 0.1 MB<' one/index.html
	grep -q 'href="../my-course.zip" download>' one/weeks/*.html
	refute grep -rq 'my-course.zip' plain one/sw.js
	[ ! -e plain/my-course.zip ]
	cmp plain/api/curriculum.json one/api/curriculum.json
}

@test "warnings are told once, also where pages are rendered twice" {
	course site
	printf 'download: true\n' >>site/content/site.yaml
	echo '<blink>No</blink>' >>site/content/index.md
	run "$lectern" build site --output out
	[ "$status" = 0 ]
	[ "$(grep -c 'html-escaped' <<<"$output")" = 1 ]
}

@test "equal sites have an equal sw.js, and any other byte another version" {
	course site
	version() { sed -n 's/.*"version":"\([0-9a-f]*\)".*/\1/p' out/sw.js; }
	"$lectern" build site --quiet --output out
	first=$(version)
	[ ${#first} = 32 ]
	cp out/sw.js sw.js
	"$lectern" build site --quiet --jobs 1 --output again
	cmp sw.js again/sw.js
	echo x >>site/content/assets/empty.txt
	"$lectern" build site --quiet --output out
	[ "$(version)" != "$first" ]
	node -e '
		const { readFileSync, readdirSync } = require("fs");
		const SITE = new Function(readFileSync("out/sw.js", "utf8").split("\n")[0] + "return SITE")();
		const files = JSON.parse(readFileSync("out/.build.json")).files.map((file) => file.path);
		const listed = Object.keys(SITE.now);
		if (files.filter((path) => path !== "sw.js").join() !== listed.join()) throw new Error(listed.join());'
}

@test "offline: false leaves a worker that takes itself away" {
	course site
	printf 'offline: false\n' >>site/content/site.yaml
	"$lectern" build site --quiet --output out
	[ "$(head -n 1 out/sw.js)" = 'const SITE = {"id":"my-course"};' ]
	[ ! -e out/manifest.webmanifest ]
	refute grep -rq 'offline.js' out --include=*.html
}

@test "the manifest of the web app has the site's words and colours" {
	course site
	printf 'title: "Ünits"\nid: units\nlanguage: ar\ndescription: All.\n' >site/content/site.yaml
	mkdir -p site/themes/default/assets
	printf ':root {\n\t--paper:  #123456 ;\n}\n' >site/themes/default/assets/tokens.css
	"$lectern" build site --quiet --output out
	node -e '
		const app = JSON.parse(require("fs").readFileSync("out/manifest.webmanifest"));
		const said = [app.name, app.lang, app.dir, app.start_url, app.scope, app.theme_color, app.icons[0].src].join();
		if (said !== "Ünits,ar,rtl,index.html,./,#123456,assets/favicon.svg") throw new Error(said);'
	echo ':root { --paper: red }' >site/themes/default/assets/tokens.css
	"$lectern" build site --quiet --output out
	refute grep -q color out/manifest.webmanifest
}

@test "pages refer to assets by their bytes" {
	course site
	"$lectern" build site --quiet --output one
	mkdir -p site/themes/default/assets
	echo ':root { --paper: #fff }' >site/themes/default/assets/tokens.css
	"$lectern" build site --quiet --output two
	diff <(grep -o 'site.css?[0-9a-f]*' one/index.html) <(grep -o 'site.css?[0-9a-f]*' two/index.html)
	refute diff <(grep -oE 'tokens.css\?[0-9a-f]{8}"' one/index.html) <(grep -oE 'tokens.css\?[0-9a-f]{8}"' two/index.html)
}

@test "an id that is no name is refused" {
	course site
	sed -i 's|^id: .*|id: ../up|' site/content/site.yaml
	run "$lectern" export zip site
	[ "$status" = 1 ]
	[[ "$output" == *"'id' wants lower-case letters"* ]]
}
