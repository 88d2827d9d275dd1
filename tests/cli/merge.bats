#!/usr/bin/env bats
# Courses that were built by themselves become one site: `lectern merge`.
load common

# course NAME [LINE...]: a small course of that id with these lines in its site.yaml, built into parts/NAME.
course() {
	local name=$1
	shift
	mkdir -p "$name/content/weeks"
	printf '%s\n' "title: The $name course" "id: $name" "$@" >"$name/content/site.yaml"
	printf -- '---\nweek: 1\ntitle: First of %s\nhours: 2\nupdated: 2024-02-0%d\n---\nText.\n\n## Tasks\n\n- [ ] Read about %s (2 h)\n' \
		"$name" "${#name}" "$name" >"$name/content/weeks/01-first.md"
	"$lectern" build "$name" --quiet --output "parts/$name"
}

# refute COMMAND...: fails when it does not, which `!` alone would not tell bats.
refute() {
	if "$@"; then return 1; fi
}

# whole FOLDER: every file has the size and the place that the manifest says, and there is no other.
whole() {
	node -e 'const fs = require("fs"), folder = process.argv[1];
		const said = JSON.parse(fs.readFileSync(folder + "/.build.json")).files;
		for (const file of said) if (fs.statSync(folder + "/" + file.path).size !== file.size) throw file.path;
		const count = (at) => fs.readdirSync(at, {withFileTypes: true}).reduce((sum, one) => sum + (one.isDirectory() ? count(at + "/" + one.name) : 1), 0);
		if (count(folder) !== said.length + 1) throw "strangers";' "$1"
}

# query FILE EXPRESSION: prints what the expression says of the JSON, `it`.
query() {
	node -e 'const it = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log(eval(process.argv[2]))' "$1" "$2"
}

# nothing_published MESSAGE OUT...: merging these is refused, and what was published stays.
nothing_published() {
	local message=$1
	shift
	run "$lectern" merge "$@" --output school
	[ "$status" = 1 ]
	[[ "$output" == *"$message"* ]] || { echo "$output"; false; }
	[[ "$output" == *"nothing was published"* ]]
	diff -r before school
	[ -z "$(find . -name '.school.stage*')" ]
}

@test "each course stands below its name, byte for byte, and the manifest knows all files" {
	course algebra
	course physics
	run "$lectern" merge parts/physics parts/algebra --output school --title 'Our & "School"'
	[ "$status" = 0 ]
	[[ "$output" == "2 courses, 2 weeks,"*"; published to school: "* ]]
	diff -r -x .build.json parts/algebra school/algebra
	diff -r -x .build.json parts/physics school/physics
	[ ! -e school/algebra/.build.json ]
	whole school
	grep -qF '<h1>Our &amp; "School"</h1>' school/index.html || grep -qF '<h1>Our &amp; &quot;School&quot;</h1>' school/index.html
	grep -qF '<a href="algebra/index.html">The algebra course</a>' school/index.html
	[ ! -e school/curriculum.json ]
	[ ! -e school/api/curriculum.json ]
	[ ! -e school/sitemap.xml ]
	[ ! -e school/feed.xml ]
}

@test "api/courses.json lists the courses as they were named, with sums" {
	course algebra 'description: Letters for numbers.'
	"$lectern" build "$root" --quiet --output parts/roadmap
	"$lectern" merge parts/roadmap parts/algebra --quiet --output school
	json=school/api/courses.json
	[ "$(query $json 'it.courses.map((one) => one.name).join()')" = ai-ml-roadmap,algebra ]
	[ "$(query $json '[it.totals.courses, it.totals.weeks, it.totals.hours, it.totals.projects].join()')" = 2,17,214,16 ]
	[ "$(query $json 'it.courses[1].description')" = 'Letters for numbers.' ]
	for key in url api; do
		[ -f "school/$(query $json "it.courses[0].$key")" ]
	done
	"$lectern" schema courses | grep -q '"lectern:courses"'
}

@test "the order of the parts is that of the list of courses, and of nothing else" {
	course algebra 'url: https://school.example/algebra/'
	course physics 'url: https://school.example/physics/'
	"$lectern" merge parts/algebra parts/physics --quiet --url https://school.example --output one
	"$lectern" merge parts/physics/ ./parts/algebra --quiet --url https://school.example --output two
	# sw.js and .build.json hold fingerprints of the others.
	diff -rq one two | sort >differ || true
	printf 'Files one/%s and two/%s differ\n' .build.json .build.json api/courses.json api/courses.json index.html index.html sw.js sw.js | sort >expected
	diff expected differ
}

@test "the same parts are the same site, whatever the machine's time, place and workers" {
	course algebra
	course physics
	"$lectern" merge parts/algebra parts/physics --quiet --jobs 1 --output one
	find parts -exec touch -d '2001-02-03' {} +
	(umask 077 && env -i LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati HOME=/nonexistent \
		"$lectern" merge parts/algebra parts/physics --quiet --jobs 8 --output two)
	diff -r one two
}

@test "what did not change is not written again, and a course that is gone is removed" {
	course algebra
	course physics
	"$lectern" merge parts/algebra parts/physics --quiet --output school
	run "$lectern" merge parts/algebra parts/physics --output school
	[[ "$output" == *" 0 files written, "* ]]
	inode=$(stat -c %i school/algebra/index.html)
	echo 'More.' >>physics/content/weeks/01-first.md
	"$lectern" build physics --quiet --output parts/physics
	"$lectern" merge parts/algebra parts/physics --quiet --output school
	[ "$(stat -c %i school/algebra/index.html)" = "$inode" ]
	diff -r -x .build.json parts/physics school/physics
	"$lectern" merge parts/algebra --quiet --output school
	[ ! -e school/physics ]
	whole school
}

@test "both editions of the real course are joined, under a name each" {
	"$lectern" build "$root" --quiet --output learner
	"$lectern" build "$root" --quiet --audience instructor --output instructor
	run "$lectern" merge learner teachers=instructor --output school
	[ "$status" = 0 ]
	[[ "$output" == *"[part-audience]"* ]]
	diff -r -x .build.json learner school/ai-ml-roadmap
	diff -r -x .build.json instructor school/teachers
	[ "$(query school/api/courses.json 'it.courses.map((one) => one.audience).join()')" = ,instructor ]
	run "$lectern" merge learner teachers=instructor --strict --output strict
	[ "$status" = 1 ]
	[ ! -e strict ]
	run "$lectern" merge teachers=instructor --audience instructor --strict --output strict
	[ "$status" = 0 ]
	grep -q 'class="edition"' strict/index.html
}

@test "a name stands in front of a folder, whose own may hold the sign as well" {
	course algebra
	mv parts/algebra 'parts/a=b'
	"$lectern" merge maths='parts/a=b' 'parts/a=b' --quiet --output school
	[ -f school/maths/index.html ]
	[ -f school/algebra/index.html ]
	cp -R 'parts/a=b' 'c=d'
	run "$lectern" merge 'c=d' --output other
	[ "$status" = 1 ]
	[[ "$output" == *"d: error: there is no such folder [part-foreign]"* ]]
	"$lectern" merge './c=d' --quiet --output other
	[ -f other/algebra/index.html ]
}

@test "a damaged part publishes nothing, and what was published stays" {
	course algebra
	course physics
	"$lectern" merge parts/algebra parts/physics --quiet --output school
	cp -R school before
	cp -R parts/physics good
	again() { rm -rf parts/physics && cp -R good parts/physics; }

	rm parts/physics/weeks/01-first.html
	nothing_published 'the file is missing' parts/algebra parts/physics
	again
	echo >>parts/physics/weeks/01-first.html
	nothing_published 'not of the size' parts/algebra parts/physics
	again
	sed -i 's/First/Worst/g' parts/physics/weeks/01-first.html
	nothing_published 'weeks/01-first.html: error: the file is not the one' parts/algebra parts/physics
	again
	sed -i 's/"hash": "[0-9a-f]*"/"hash": ""/' parts/physics/.build.json
	nothing_published part-damaged parts/algebra parts/physics
	again
	sed -i 's/"lectern": 1/"lectern": 7/' parts/physics/.build.json
	nothing_published part-format parts/algebra parts/physics
	again
	sed -i 's#weeks/01-first.html#../01-first.html#' parts/physics/.build.json
	nothing_published "'.build.json' is damaged" parts/algebra parts/physics
	again
	rm parts/physics/weeks/01-first.html
	ln -s "$PWD/good/weeks/01-first.html" parts/physics/weeks/01-first.html
	nothing_published part-damaged parts/algebra parts/physics
	again
	rm parts/physics/.build.json
	nothing_published part-foreign parts/algebra parts/physics
	again
	nothing_published part-name parts/algebra algebra=parts/physics
	nothing_published part-name parts/algebra Algebra=parts/physics
}

# forge PART FILE: makes the part's manifest say what the file holds now.
forge() {
	rm -rf forged
	mkdir -p forged/content/assets
	cp "$1/$2" forged/content/assets/file.bin
	printf 'title: F\nid: f\n' >forged/content/site.yaml
	printf -- '---\ntitle: F\n---\n' >forged/content/index.md
	"$lectern" build forged --quiet
	node -e 'const fs = require("fs"), [part, path] = process.argv.slice(1), name = part + "/.build.json";
		const made = JSON.parse(fs.readFileSync("forged/public/.build.json")).files.find((one) => one.path === "assets/file.bin");
		const said = JSON.parse(fs.readFileSync(name)), file = said.files.find((one) => one.path === path);
		Object.assign(file, {size: made.size, hash: made.hash});
		fs.writeFileSync(name, JSON.stringify(said));' "$1" "$2"
}

@test "search data, sitemap and feed that Lectern did not write are refused, however well the manifest fits" {
	course algebra 'url: https://school.example/algebra/'
	"$lectern" merge parts/algebra --quiet --url https://school.example --output school
	cp -R school before
	cp -R parts/algebra good
	while IFS=$'\t' read -r file change; do
		rm -rf parts/algebra
		cp -R good parts/algebra
		sed -i "$change" "parts/algebra/$file"
		refute cmp -s "good/$file" "parts/algebra/$file"
		forge parts/algebra "$file"
		run "$lectern" merge parts/algebra --url https://school.example --output school
		[ "$status" = 1 ]
		[[ "$output" == *"$file: error: this is not such a file as this Lectern writes [part-damaged]"* ]] || { echo "$change: $output"; false; }
		diff -r before school
	done <<-'END'
		assets/search/index.js	s/lecternSearch.kinds/lecternSearch.kind/
		assets/search/index.js	s/read;[0-9]*/read;99999/
		assets/search/index.js	s/read;[0-9]*/read;x/
		assets/search/index.js	s/read;/re'+alert(1)+'ad;/
		assets/search/index.js	s/^\["weeks.*/["weeks",alert(1)],/
		assets/search/index.js	s/kinds="/kinds="\\/
		assets/search/index.js	1s/^/alert(1);/
		sitemap.xml	s#</urlset>#</urlset><!-- -->#
		feed.xml	s#T00:00:00Z##
		feed.xml	s#</feed>#<feed>#
	END
}

@test "sitemap and feed hold what the courses' own do, and say whose it is" {
	course algebra 'url: https://school.example/algebra/'
	course physics 'url: https://school.example/physics/'
	course quiet
	run "$lectern" merge parts/* --url https://school.example --output school
	[ "$status" = 0 ]
	refute grep -q warning <<<"$output"
	grep -oh '<loc>[^<]*' parts/*/sitemap.xml | sort >parted
	grep -oh '<loc>[^<]*' school/sitemap.xml | grep -v 'example/index.html' | sort | diff parted -
	[ "$(grep -c '<entry>' school/feed.xml)" = 2 ]
	[ "$(grep -c '<source>' school/feed.xml)" = 2 ]
	grep -q 'rel="self" href="https://school.example/feed.xml"' school/feed.xml
	for file in sitemap feed; do
		node -e 'const text = require("fs").readFileSync(process.argv[1], "utf8"), open = [];
			for (const [, end, name, closed] of text.replace(/<\?[^>]*>/g, "").matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g))
				if (end) { if (open.pop() !== name) throw name; } else if (!closed) open.push(name);
			if (open.length) throw open;' "school/$file.xml"
	done
	# Without an address of its own the front has no feed; the sitemap is the courses'.
	"$lectern" merge parts/* --quiet --output nowhere
	[ ! -e nowhere/feed.xml ]
	grep -oh '<loc>[^<]*' nowhere/sitemap.xml | sort | diff parted -
}

@test "a part that was built for another address is told" {
	course algebra 'url: https://school.example/maths/'
	run "$lectern" merge parts/algebra --url https://school.example --output school
	[ "$status" = 0 ]
	[[ "$output" == *"url: https://school.example/algebra/"* ]]
	run "$lectern" merge maths=parts/algebra --url https://school.example/ --strict --output right
	[ "$status" = 0 ]
}

@test "a front of one's own has its pages, links into the courses, and no weeks" {
	course algebra
	mkdir -p start/content
	printf 'title: The School\nid: school\ntheme: {name: default, pages: []}\n' >start/content/site.yaml
	printf -- '---\ntitle: The School\n---\nBegin with [algebra](algebra/index.html).\n' >start/content/index.md
	printf -- '---\ntitle: About us\n---\nUs.\n' >start/content/about.md
	run "$lectern" merge parts/algebra --front start --strict --output school
	[ "$status" = 0 ]
	grep -q 'href="algebra/index.html">algebra</a>' school/index.html
	[ -f school/about.html ]
	grep -q '"about.html"' school/assets/search/index.js
	echo '[gone](algebra/gone.html)' >>start/content/about.md
	run "$lectern" merge parts/algebra --front start --strict --output school
	[ "$status" = 1 ]
	[[ "$output" == *"algebra/gone.html"* ]]
	run "$lectern" merge parts/algebra --front nowhere --output school
	[ "$status" = 1 ]
	[[ "$output" == *"[no-site]"* ]]
}

@test "a course without search is no part of the search, and a front without it has none" {
	course algebra 'theme: {name: default, options: {search: false}}'
	course physics
	"$lectern" merge parts/* --quiet --output school
	grep -q 'physics/weeks' school/assets/search/index.js
	refute grep -q 'algebra/weeks' school/assets/search/index.js
	mkdir -p start/content
	printf 'title: S\nid: s\ntheme: {name: default, pages: [], options: {search: false}}\n' >start/content/site.yaml
	printf -- '---\ntitle: S\n---\n' >start/content/index.md
	"$lectern" merge parts/* --front start --quiet --output other
	[ ! -e other/assets/search ]
}

@test "the joined index says what one index of all texts would" {
	course algebra
	course physics
	"$lectern" merge parts/* --quiet --output school
	node -e 'const fs = require("fs"), vm = require("vm");
		const load = (path) => { const box = {lecternSearch: {texts: {}}}; vm.runInNewContext(fs.readFileSync(path, "utf8"), box); return box.lecternSearch; };
		const words = (search) => new Map(search.index.split("|").map((word) => { const [text, ...fields] = word.split(";"); return [text, fields.map((field) => {
			let at = 0; return field ? field.split(" ").map((one) => (at += parseInt(one), at + "." + (one.split(".")[1] || 1))) : []; })]; }));
		const all = load("school/assets/search/index.js"), joined = words(all);
		let base = 1, count = 0;
		for (const name of ["algebra", "physics"]) {
			const own = load("parts/" + name + "/assets/search/index.js");
			for (const [word, fields] of words(own))
				fields.forEach((field, i) => field.forEach((one) => { const [record, times] = one.split("."); count++;
					if (!joined.get(word)[i].includes(base + Number(record) + "." + times)) throw word; }));
			if (all.kinds.slice(base, base + own.kinds.length) !== own.kinds) throw "kinds";
			base += own.kinds.length;
		}
		if (all.kinds.length !== base || count < 20) throw "length";
		const sorted = [...joined.keys()];
		if (sorted.join() !== [...sorted].sort().join()) throw "order";'
}

@test "the folder to publish to is refused when it is not ours, a part, or around one" {
	course algebra
	mkdir mine
	echo keep >mine/me
	run "$lectern" merge parts/algebra --output mine
	[ "$status" = 3 ]
	[[ "$output" == *"[output-foreign]"* ]]
	[ "$(cat mine/me)" = keep ]
	cp -R parts before
	ln -s parts around
	for place in parts/algebra parts/algebra/in around/algebra parts parts/algebra/; do
		run "$lectern" merge parts/algebra --output "$place"
		[ "$status" = 3 ] || { echo "$place: $status $output"; false; }
		diff -r before parts
	done
}

@test "memory does not grow with the bytes of the parts" {
	mkdir -p big/content/assets
	truncate -s 300M big/content/assets/film.bin
	printf 'title: Big\nid: big\n' >big/content/site.yaml
	printf -- '---\ntitle: Big\n---\n' >big/content/index.md
	"$lectern" build big --quiet
	(ulimit -v 262144 && "$lectern" merge --jobs 1 big/public --quiet --output school)
	[ "$(stat -c %s school/big/assets/film.bin)" = 314572800 ]
}

@test "a hundred parts are no more trouble than two" {
	course algebra
	set --
	for i in $(seq 100); do set -- "$@" "c$i=parts/algebra"; done
	run "$lectern" merge "$@" --output school
	[ "$status" = 0 ]
	[[ "$output" == "100 courses, 100 weeks,"* ]]
	[ "$(grep -c '/index.html">The algebra course' school/index.html)" = 100 ]
}

@test "a wrong line is told, with what to try" {
	course algebra
	for line in 'parts/algebra' '--output school' 'parts/algebra --output school --url ftp://x' \
		'parts/algebra --output school --front start --title T' 'parts/algebra --output school --front start --url https://x'; do
		# shellcheck disable=SC2086
		run "$lectern" merge $line
		[ "$status" = 2 ] || { echo "$line: $status $output"; false; }
		[[ "$output" == *"lectern merge --help"* ]]
	done
	run "$lectern" merge '' --output school
	[ "$status" = 2 ]
	run "$lectern" merge parts/algebra --output ''
	[ "$status" = 2 ]
	[ ! -e school ]
}

@test "the examples of the help work" {
	course algebra
	course physics
	mkdir -p algebra/public physics/public old/public new/public start/content
	for place in algebra/public old/public; do cp -R parts/algebra/. "$place"; done
	for place in physics/public new/public; do cp -R parts/physics/. "$place"; done
	printf 'title: S\nid: s\n' >start/content/site.yaml
	printf -- '---\ntitle: S\n---\n' >start/content/index.md
	mkdir bin
	ln -s "$lectern" bin/lectern
	"$lectern" merge --help | sed -n '/^examples:/,$p' | sed 1d >script.sh
	[ "$(wc -l <script.sh)" = 4 ]
	PATH=$PWD/bin:$PATH sh -eu script.sh
	[ -f both/2024/index.html ]
}

@test "the workflow of the guide does what it says" {
	mkdir courses bin
	ln -s "$lectern" bin/lectern
	for id in algebra physics; do
		"$lectern" new site "courses/$id" >/dev/null
		sed -i "s/^id: .*/id: $id/" "courses/$id/content/site.yaml"
	done
	awk '/^```yaml$/ { on = 1; next } /^```/ { on = 0 } on' "$root/content/guide/scale.md" >school.yml
	value() { sed -n "s/^ *$1: //p" school.yml; }
	[ "$(value needs)" = build ]
	[ "$(value include-hidden-files)" = 'true # .build.json is one' ]
	built=$(sed -n 's/^ *run: \(lectern build .*\)/\1/p' school.yml)
	for id in $(value course | tr -d '[],'); do
		PATH=$PWD/bin:$PATH sh -euc "${built//'${{ matrix.course }}'/$id}"
		# As upload-artifact and download-artifact hand it on: part-NAME below the path.
		mkdir -p "$(value path | tail -n 2 | head -n 1)"
		mv part "parts/part-$id"
	done
	PATH=$PWD/bin:$PATH sh -euc "$(sed -n 's/^ *run: \(lectern merge .*\)/\1/p' school.yml)"
	[ -f school/algebra/index.html ]
	[ -f school/physics/index.html ]
}
