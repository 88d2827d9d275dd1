#!/usr/bin/env bats
# The bench measures what it says: its courses are the same everywhere, its floor makes the files, its figures
# are right. What anything costs is not asserted, and no other generator is run.
load common

programs() { echo "${LECTERN_BUILD:-$root/build}/bench"; }

# digest FOLDER: of the names and the bytes of all files.
digest() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1); }

@test "a generated course is the same on every machine" {
	"$(programs)/generate" 16 course
	[ "$(digest course)" = a8f48926c1b4036fc13cc1a6cb1cd7bd23ec16526320b3805093c3e25857d8ff ]
	"$lectern" check course --strict --quiet
	find course -name '*-week.md' -size -4096c -o -name '*-week.md' -size +5000c >other
	[ ! -s other ]
}

@test "a week is the same in a course of any size, but for tasks that were asked for" {
	"$(programs)/generate" 16 small
	"$(programs)/generate" 100 large
	cmp small/content/weeks/000016-week.md large/content/weeks/000016-week.md
	"$(programs)/generate" --tasks 1000 1 long
	[ "$(grep -c '^- \[ \] Task' long/content/weeks/000001-week.md)" = 1000 ]
	"$lectern" check long --strict --quiet
}

@test "every tool gets the same text" {
	"$(programs)/generate" 20 lectern
	for tool in hugo eleventy mkdocs; do
		"$(programs)/generate" --form "$tool" 20 "$tool"
		for file in "$tool"/content/*/*-week.md; do
			# Links and the weight are the tool's; answers are Lectern's, which leaves them out.
			sed -E 's/\]\((\.\.\/stretch-[0-9]+\/)?([0-9]+-week)\.(html|md)/](\2/g; /^(weight: |$)/d' "$file"
		done >"$tool.text"
		sed -E 's/\]\(([0-9]+-week)\.md/](\1/g; /^(   > |$)/d' lectern/content/weeks/*.md >lectern.text
		cmp "$tool.text" lectern.text
	done
}

@test "the floor makes the files, the same by Lua and by C, with one thread and with two" {
	"$(programs)/generate" 40 course
	floor=("$(programs)/floor" --layout "$root/tests/bench/layout" --yaml --json)
	"${floor[@]}" course/content by-c
	"${floor[@]}" --lua --threads 2 course/content by-lua
	diff -r by-c by-lua
	[ "$(find by-c/weeks -name '*.html' | wc -l)" = 40 ]
	[ "$(find by-c/api/weeks -name '*.json' | wc -l)" = 40 ]
	page=by-c/weeks/000017-week.html
	title=$(sed -n 's/^title: //p' course/content/weeks/000017-week.md)
	grep -qF "<h1>${title/&/&amp;}</h1>" $page
	grep -q '^<table>' $page
	grep -q '<a rel="next" href="000018-week.html">' $page
	grep -q '</html>' $page
	node -e 'for (const file of process.argv.slice(1)) JSON.parse(fs.readFileSync(file))' by-c/api/weeks/*.json
	[ "$("$(programs)/floor" --walk course/content)" = "42 files" ]
}

@test "one that was measured says how it ended, and what it needed itself" {
	run "$(programs)/measure" sh -c 'echo out; echo error >&2; exit 7'
	[ "$status" = 0 ]
	[[ "${lines[-1]}" =~ ^[0-9]+\ [0-9]+\ [0-9]+\ [0-9]+\ 7$ ]]
	"$(programs)/measure" sh -c 'echo out' 2>errors >figures
	[ "$(cat errors)" = out ]
	[ "$(cut -d ' ' -f 4 figures)" -lt 16384 ]
	"$(programs)/measure" dd if=/dev/zero of=/dev/null bs=40M count=1 2>errors >figures
	[ "$(cut -d ' ' -f 4 figures)" -gt 32768 ]
	run "$(programs)/measure" ./no-such-program
	[ "$status" = 3 ]
}

# made_up: results in which figures are easy to follow.
made_up() {
	{
		printf 'machine\tprocessors\tmade up\n'
		for wall in 30000 10000 20000; do printf 'run\tfull\t1000\tdisk\tlectern\t%s\t%s\t1000\t2048\n' $wall $((wall * 2)); done
		for wall in 8000 12000; do printf 'run\tfull\t1000\tdisk\tfloor-same\t%s\t4000\t500\t1024\n' $wall; done
		printf 'run\tfull\t1000\tdisk\thugo\t400000\t500000\t1000\t204800\n'
		printf 'output\tfull\t1000\tdisk\tlectern\t3145728\n'
		printf 'skipped\tfull\t1000\tdisk\tmkdocs\tnot installed\n'
		for size in real long; do printf 'run\tfull\t%s\tdisk\tlectern\t1\t1\t1\t1\n' $size; done
		printf 'run\tfull\t10000\tdisk\tlectern\t240000\t1\t1\t204800\n'
	} >results.tsv
}

@test "the table has medians and ratios" {
	made_up
	node "$root/tests/bench/table.mjs" results.tsv >table
	grep -qxF -- '- processors: made up' table
	grep -qxF '| **Lectern** | 20 ms | 10 ms–30 ms | 40 ms | 1.0 ms | 2.0 MiB | 3.0 MiB | 3 | 2.00 | 0.050 |' table
	grep -qxF '| floor of the same files | 10 ms | 8.0 ms–12 ms | 4.0 ms | 0.5 ms | 1.0 MiB |  | 2 | 1.00 | 0.025 |' table
	grep -qxF '| Hugo | 400 ms | 400 ms–400 ms | 500 ms | 1.0 ms | 200 MiB |  | 1 | 40.00 | 1.00 |' table
	grep -qF '| MkDocs, HTML only | skipped: not installed |' table
	grep -qxF '| 1,000 pages, of Hugo'"'"'s time | 0.050 | 0.167 | kept |' table
	grep -qxF '| 1,000 pages, × the floor | 2.00 | 1.30 | not yet |' table
	grep -qxF '| time a page from 1,000 to 10,000 pages | 1.20 | 1.20 | kept |' table
	grep -qxF '| peak memory, 10,000 pages, MiB | 200 | 100 | not yet |' table
}

@test "the picture is well formed, and its lines go through the figures" {
	made_up
	node "$root/tests/bench/chart.mjs" results.tsv >chart.svg
	xmllint --noout chart.svg
	# Two points of Lectern, one of the floor and of Hugo each. What is no number of pages has no place.
	[ "$(grep -c NaN chart.svg)" = 0 ]
	[ "$(grep -o '<circle' chart.svg | wc -l)" = 4 ]
	grep -q 'prefers-color-scheme: dark' chart.svg
}

@test "a whole bench of the smallest course" {
	"$root/tests/bench/run.sh" --sizes 16 --cases "full unchanged changed" --without "hugo eleventy mkdocs" --runs 1 \
		--disk disk --memory "$BATS_TEST_TMPDIR/nowhere" --results results 2>messages >table
	cmp table results/results.md
	[ "$(grep -c '^run' results/results.tsv)" = 8 ]
	grep -qF "| **Lectern** | skipped: $BATS_TEST_TMPDIR/nowhere is no tmpfs |" table
	xmllint --noout results/results.svg
	[ -z "$(ls disk)" ] # nothing is left behind
}

@test "the bench explains itself" {
	run "$root/tests/bench/run.sh" --help
	[ "$status" = 0 ]
	[[ "$output" == *"--sizes LIST"*"examples:"* ]]
	run "$root/tests/bench/run.sh" --ful
	[ "$status" = 2 ]
	[[ "$output" == *"unknown option '--ful'"* ]]
}
