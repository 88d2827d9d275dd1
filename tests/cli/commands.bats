#!/usr/bin/env bats
# The command line: help, statuses, formats, installation, and the commands of README and guide.
load common

@test "every command has help with examples, and the examples' commands exist" {
	"$lectern" help >overview
	for command in build check explain export ids import limits merge new schema test theme; do
		grep -q "^  $command " overview
		"$lectern" "$command" --help >"help-$command"
		grep -q '^examples:' "help-$command"
		grep -q "lectern $command" "help-$command"
	done
}

@test "the JSON of problems is UTF-8, whatever a text or an address holds" {
	small site
	printf -- '---\ntitle: T\n---\n[a](javascript:%s) [b](%%ff.md)\n' "$(printf 'é%.0s' {1..40})" >site/content/odd.md
	run "$lectern" build site --format json
	[ "$status" = 1 ]
	iconv -f UTF-8 -t UTF-8 <<<"$output" >/dev/null
	[[ "$output" == *"javascript:é"* ]]
}

@test "usage errors end with status 2 and say what to try" {
	run "$lectern" biuld
	[ "$status" = 2 ]
	run "$lectern" build --ouput x
	[ "$status" = 2 ]
	[[ "$output" == *"lectern build --help"* ]]
	run "$lectern" build --jobs none
	[ "$status" = 2 ]
	run "$lectern" build a b
	[ "$status" = 2 ]
	run "$lectern" explain no-such-code
	[ "$status" = 2 ]
	run "$lectern" explain hours-mismtach
	[[ "$output" == *"hours-mismatch"* ]]
}

@test "every code is explained" {
	"$lectern" explain | while read -r code _; do
		"$lectern" explain "$code" >page
		[ "$(wc -w <page)" -gt 8 ] || { echo "$code"; false; }
	done
}

@test "problems as JSON and as annotations are well-formed" {
	small site
	printf -- '---\ntitle: "a%%b\\nc"\nsumary: x\n---\n[a](b,c.md)\n' >site/content/bad.md
	run "$lectern" check site --format json
	[ "$status" = 1 ]
	echo "$output" | node -e 'const d = JSON.parse(require("fs").readFileSync(0)); if (!d.findings.some((x) => x.rule === "unknown-key" && x.line === 3)) process.exit(1)'
	run "$lectern" check site --format github
	[ "$status" = 1 ]
	[[ "$output" == *"::error file=site/content/bad.md,line=3,endLine=3,col=1,endColumn=7,title=unknown-key::"* ]]
}

@test "schemas are JSON Schemas that accept the course and refuse a slip" {
	for schema in site week page; do
		"$lectern" schema "$schema" >"$schema.json"
		node -e 'JSON.parse(require("fs").readFileSync(process.argv[1]))' "$schema.json"
	done
}

@test "install puts program, theme and manual in place, and the installed program builds" {
	make -s -C "$root" install PREFIX="$PWD/prefix" >log
	[ -x prefix/libexec/lectern/lectern-online ]
	[ -x prefix/bin/lectern ]
	[ -f prefix/share/man/man1/lectern.1 ]
	small site
	prefix/bin/lectern build site --quiet
	[ -f site/public/index.html ]
	[ -n "$(find site/public/assets -name '*.css')" ]
}

# Runs every ```sh block of a document, in order, in one folder.
run_document() {
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' "$1" >script.sh
	[ -s script.sh ]
	mkdir -p bin
	ln -sf "$lectern" bin/lectern
	cp "$root/tests/import/modules.md" roadmap.md
	ln -sfn "$root/themes" themes
	PATH="$PWD/bin:$PATH" sh -eu script.sh
}

@test "every command of the guide works" {
	for page in "$root"/content/guide/*.md; do
		case $(basename "$page") in plugins.md | themes.md) continue ;; esac # followed by tests of their own
		grep -q '^```sh$' "$page" || continue
		mkdir "$(basename "$page" .md)"
		cd "$(basename "$page" .md)"
		[ "$(basename "$page")" = start.md ] || PATH="$root/build:$PATH" "$lectern" new site my-course
		run_document "$page"
		cd ..
	done
}

@test "every command of the README that needs no network works" {
	run_document "$root/README.md"
}
