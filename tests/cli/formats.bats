#!/usr/bin/env bats
# Findings in every format: well-formed whatever an author wrote, equal for equal runs, and what
# each program that reads them wants.
bats_require_minimum_version 1.5.0
load common

# odd SITE: a site whose pages say what no format may let through, with a link that is left out.
odd() {
	small "$1"
	printf -- '---\ntitle: "a%%b"\nsumary: x\n---\nText\n' >"$1/content/bad,1:a.md"
	printf -- '---\ntitle: Odd\n---\n[a](gone-\x1b[31m.md) <i>@team</i> #12 [b](<gone]]>&|`*_.md>) [c](javascript:\xe2\x80\xae) [f](%%ff%%0A.md)\n\n[k](kept.md) <!-- links: ignore-line -->\n\n[t](https://example.org/?utm_source=x)\n' >"$1/content/odd.md"
}

# json FILE EXPRESSION: what it gives of the document d is true.
json() {
	node -e 'const d = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); if (!eval(process.argv[2])) { console.error(JSON.stringify(d, null, 1)); process.exit(1); }' "$1" "$2"
}

formats="text json jsonl github sarif junit markdown"

@test "no format lets control characters or broken UTF-8 through" {
	odd site
	for format in $formats; do
		"$lectern" check site --format "$format" --report out || [ $? = 1 ]
		iconv -f UTF-8 -t UTF-8 out >/dev/null
		if LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae' out; then
			echo "$format"
			false
		fi
	done
}

@test "equal runs give equal bytes, with any number of workers" {
	odd site
	for format in $formats; do
		"$lectern" check site --format "$format" --jobs 1 --report one || [ $? = 1 ]
		"$lectern" check site --format "$format" --jobs 7 --report two || [ $? = 1 ]
		cmp one two
	done
}

@test "a report is written at once, and what cannot be written is status 3" {
	odd site
	echo old >out
	ln out kept
	run "$lectern" check site --format json --report out
	[ "$status" = 1 ]
	[[ "$output" == *" errors"* ]]
	[ "$(cat kept)" = old ]
	json out 'd.version === 1'
	[ "$(find . -maxdepth 1 -name 'out*' | wc -l)" = 1 ]
	run "$lectern" check site --format json --report no/such/folder
	[ "$status" = 3 ]
	[[ "$output" == *"cannot write no/such/folder: "* ]]
	run "$lectern" check site --report ""
	[ "$status" = 2 ]
	run "$lectern" check site --format xml
	[ "$status" = 2 ]
}

@test "JSON counts by level and rule, and keeps what is left out" {
	odd site
	"$lectern" check site --format json >out || [ $? = 1 ]
	json out 'd.summary.levels.error === d.findings.filter((f) => f.level === "error" && !f.suppressed).length && d.summary.levels.error > 2'
	json out 'Object.entries(d.summary.rules).every(([rule, n]) => d.findings.filter((f) => f.rule === rule && !f.suppressed).length === n)'
	json out 'd.summary.suppressed === 1 && d.findings.find((f) => f.suppressed).text.includes("kept.md")'
	json out 'd.findings.every((f) => f.byte_end >= f.byte_start && (f.end_line > f.line || f.end_column >= f.column))'
	json out '(({ fix, line, column }) => fix.text === "https://example.org/" && line === 8 && column === 1 && fix.byte_end - fix.byte_start === 33)(d.findings.find((f) => f.rule === "url-tracking"))'
	"$lectern" check site --format jsonl >lines || [ $? = 1 ]
	node -e '
		const fs = require("fs");
		const lines = fs.readFileSync("lines", "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
		if (JSON.stringify(lines) !== JSON.stringify(JSON.parse(fs.readFileSync("out")).findings)) process.exit(1)'
}

@test "what is left out is not told to people, and counts for nothing" {
	small site
	printf -- '---\ntitle: T\n---\n[k](kept.md) [here](http://localhost/) <!-- links: ignore-line -->\n\n[x](https://bit.ly/y)\n' >site/content/left.md
	printf 'links:\n  exclude: ["https://bit.ly/*"]\n' >>site/content/site.yaml
	for format in text github markdown junit; do
		"$lectern" check site --strict --format "$format" --report out
		run ! grep -qE 'kept|localhost|bit\.ly' out
	done
	"$lectern" check site --format json >out
	json out 'd.summary.suppressed === 4 && d.findings.length === 4 && d.summary.levels.error === 0'
	"$lectern" check site --format sarif --report out
	node "$root/tests/cli/sarif.mjs" out
	json out 'd.runs[0].results.every((r) => r.suppressions.length === 1)'
}

@test "what is wrong with one address is told once by check, with its places" {
	small site
	for page in a b c d e f g h; do
		printf -- '---\ntitle: T\n---\n[other](gone.md)\n' >"site/content/$page.md"
	done
	run "$lectern" check site
	[ "$status" = 1 ]
	[[ "$output" == *"note: and 7 more places: site/content/b.md:4, site/content/c.md:4, site/content/d.md:4, site/content/e.md:4, site/content/f.md:4, …"* ]]
	[[ "$output" == *"8 errors"* ]]
	[ "$(grep -c 'link-page-missing' <<<"$output")" = 1 ]
	run "$lectern" build site
	[ "$(grep -c 'link-page-missing' <<<"$output")" = 8 ]
}

@test "annotations: errors first, ten a level, properties and text escaped" {
	odd site
	for i in $(seq 14); do
		printf -- '---\ntitle: T\n---\n[other](gone-%s.md) [one](https://example.org/%%zz%s)\n' "$i" "$i" >"site/content/page-$i.md"
	done
	"$lectern" check site --format github >out || [ $? = 1 ]
	[ "$(grep -c '^::error ' out)" = 10 ]
	[ "$(grep -c '^::warning ' out)" = 10 ]
	[ "$(sed -n '1,10p' out | grep -c '^::error ')" = 10 ]
	tail -n 1 out | grep -q '^::notice title=lectern::[0-9]* more; all of them are in '
	run ! grep -v '^::' out
	grep -q 'file=site/content/bad%2C1%3Aa.md,line=3,endLine=3,col=1,endColumn=7,title=unknown-key::' out
	grep -q 'example.org/%25zz' out
	grep -q '%0Acure: ' out
}

@test "on GitHub annotations are what is told, and the summary of the step has it all" {
	odd site
	echo "before" >summary
	GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary run "$lectern" build site
	[ "$status" = 1 ]
	[[ "$output" == *"::error file="* ]]
	[ "$(head -n 1 summary)" = before ]
	grep -q '^## Lectern$' summary
	GITHUB_ACTIONS=true run "$lectern" build site --format text
	[[ "$output" != *"::error"* ]]
	# Without findings there is nothing to add; what is full gets nothing more.
	small good
	GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=none run "$lectern" build good
	[ "$status" = 0 ]
	[ ! -e none ]
	head -c 995000 /dev/zero | tr '\0' x >summary
	GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary "$lectern" check site >/dev/null || [ $? = 1 ]
	[ "$(wc -c <summary)" = 995000 ]
	GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=no/such/folder run "$lectern" check site
	[ "$status" = 3 ]
}

@test "SARIF is valid, of the repository, and its fixes are to the byte" {
	odd repository/course
	mkdir repository/.git
	printf -- '---\ntitle: T\n---\nÄ 漢 [x](https://example.org/?utm_source=x)\n' >repository/course/content/fix.md
	cd repository/course
	"$lectern" check --format sarif --report ../out || [ $? = 1 ]
	"$lectern" check "$PWD" --format sarif --report ../absolute || [ $? = 1 ]
	cd ..
	node "$root/tests/cli/sarif.mjs" out
	run ! grep -qF "$BATS_TEST_TMPDIR" out absolute
	json out 'd.runs[0].results.every((r) => r.locations[0].physicalLocation.artifactLocation.uri.startsWith("course/content/"))'
	json absolute 'd.runs[0].results.every((r) => r.locations[0].physicalLocation.artifactLocation.uri.startsWith("course/content/"))'
	json out '(({ deletedRegion, insertedContent }) => deletedRegion.startLine === 4 && deletedRegion.startColumn === 9 && deletedRegion.endColumn === 42 && insertedContent.text === "https://example.org/")(d.runs[0].results.find((r) => r.fixes && r.locations[0].physicalLocation.artifactLocation.uri.endsWith("fix.md")).fixes[0].artifactChanges[0].replacements[0])'
	json out 'd.runs[0].tool.driver.rules.find((r) => r.id === "unknown-key").help.text.length > 60'
}

@test "SARIF knows a finding again when lines move" {
	small site
	printf -- '---\ntitle: T\n---\n[a](gone.md) and [a](gone.md)\n' >site/content/moved.md
	"$lectern" check site --format sarif --report one || [ $? = 1 ]
	printf -- '---\ntitle: T\n---\nA new paragraph.\n\nMore of it: [a](gone.md) and\n[a](gone.md)\n' >site/content/moved.md
	"$lectern" check site --format sarif --report two || [ $? = 1 ]
	prints='JSON.parse(require("fs").readFileSync(process.argv[1])).runs[0].results.map((r) => r.partialFingerprints.primaryLocationLineHash).sort().join()'
	[ "$(node -p "$prints" one)" = "$(node -p "$prints" two)" ]
	node "$root/tests/cli/sarif.mjs" two
	run ! cmp -s one two
}

@test "SARIF holds 5,000 results, errors before all others" {
	small site
	for i in $(seq 60); do
		{
			printf -- '---\ntitle: T\n---\n'
			for k in $(seq 100); do printf '[n](https://bit.ly/%s-%s)\n' "$i" "$k"; done
			printf '[e](gone-%s.md)\n' "$i"
		} >"site/content/page-$i.md"
	done
	"$lectern" check site --format sarif --report out || [ $? = 1 ]
	json out 'd.runs[0].results.length === 5000 && d.runs[0].results.filter((r) => r.level === "error").length === 60'
}

@test "JUnit is XML of the shape that readers know" {
	odd site
	"$lectern" check site --format junit >out || [ $? = 1 ]
	xmllint --noout --schema "$root/tests/cli/junit.xsd" out
	[ "$(xmllint --xpath 'count(//failure)' out)" = "$(xmllint --xpath 'string(/testsuites/@failures)' out)" ]
	[ "$(xmllint --xpath 'sum(//testsuite/@tests)' out)" = "$(xmllint --xpath 'count(//testcase)' out)" ]
	[ "$(xmllint --xpath 'count(//testcase[skipped])' out)" = 2 ]
	[ "$(xmllint --xpath 'count(//testsuite)' out)" = 2 ]
	small good
	"$lectern" check good --format junit >out
	xmllint --noout --schema "$root/tests/cli/junit.xsd" out
}

@test "Markdown names nobody, refers to nothing, and fits an issue" {
	odd site
	printf -- '---\ntitle: T\n---\n[a](@team/x.md) [b](x#1.md)\n[w](www.example.org) <i>\n' >site/content/names.md
	"$lectern" check site --format markdown >out || [ $? = 1 ]
	grep -q '^| site/content/odd.md | [0-9]* | 1 | 1 |$' out
	grep -q '^- \[ \] line [0-9]*: \*\*error\*\* .* <!-- [0-9a-f]\{16\} -->$' out
	grep -q '^  - cure: ' out
	grep -q '^<details><summary>Notes</summary>$' out
	run ! grep -qE '@[a-z]|[^#]#[0-9]|://|www\.|<i>' out
	for i in $(seq 900); do
		printf -- '---\ntitle: T\n---\n[other](gone-%s.md)\n' "$i" >"site/content/page-$i.md"
	done
	"$lectern" check site --format markdown >out || [ $? = 1 ]
	[ "$(wc -c <out)" -le 61000 ]
	grep -q '^There are [0-9]* more' out
	small good
	[ "$("$lectern" check good --format markdown)" = "No problems." ]
}

@test "all commands with messages have all formats" {
	mkdir empty
	: >empty.md
	for format in json sarif junit markdown; do
		run "$lectern" build empty --format "$format"
		[ "$status" != 0 ] && [ -n "$output" ]
		run "$lectern" ids empty --format "$format"
		[ "$status" != 0 ] && [ -n "$output" ]
		run "$lectern" import empty.md --format "$format"
		[ "$status" != 0 ] && [ -n "$output" ]
		run "$lectern" export zip empty --format "$format"
		[ "$status" != 0 ] && [ -n "$output" ]
	done
	"$lectern" build empty --format sarif --report out || [ $? = 1 ]
	node "$root/tests/cli/sarif.mjs" out
}

# of LANGUAGE: the first block of the guide in that language.
of() {
	awk -v mark="\`\`\`$1" '$0 == mark { on = 1; next } /^```/ { if (on) exit } on' "$root/content/guide/reports.md"
}

@test "the guide shows what is said of its page, and what --fix makes of it" {
	small my-course
	of markdown >my-course/content/reading.md
	"$lectern" check my-course --format json >out
	diff <(of json) out
	"$lectern" check my-course --fix
	grep -qx '\[Book\](https://example.org/book)' my-course/content/reading.md
	grep -q 'our-poster' my-course/content/reading.md
}

@test "rules of plugins bring their own words, facts and fixes" {
	cp -R "$root/tests/golden/plugin-rules" site
	"$lectern" check site --format sarif --report out
	node "$root/tests/cli/sarif.mjs" out
	json out 'd.runs[0].tool.driver.rules.find((r) => r.id === "one/broken").help.text === "The page is gone."'
	json out 'd.runs[0].results.filter((r) => r.fixes).every((r) => r.fixes[0].artifactChanges[0].replacements[0].insertedContent.text === "https://new.example/")'
	"$lectern" check site --format json >out
	json out 'd.findings.find((f) => f.rule === "one/broken" && f.facts).facts.code === 404'
	json out 'd.findings.find((f) => f.rule === "one/broken" && f.facts).notes[0].text === "first told on 2026-11-06"'
	"$lectern" check site --fix --quiet
	grep -q '(https://new.example/)' site/content/pages/second.md
}
