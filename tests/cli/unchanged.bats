#!/usr/bin/env bats
# A build of what has not changed does nothing and says so; whatever changes is noticed.
load common

# Builds the site; false when it did anything.
unchanged() {
	"$lectern" build site --output out >said 2>told
	grep -q "nothing has changed since out was published" said
}

built() { refute unchanged; }

# Builds twice: there was something to do, and then no more.
built_once() { built || return 1; unchanged; }

refute() { if "$@"; then return 1; fi; }

# A site that has been built, so long ago that its files' times can be trusted.
long_built() {
	small site
	find site -exec touch -d '2020-01-01' {} +
	"$lectern" build site --quiet --output out
	find out -exec touch -d '2020-01-02' {} + # as if nothing had been done since
	"$lectern" build site --quiet --output out
	unchanged
}

@test "the second build does nothing, and says as much of the site" {
	small site
	"$lectern" build site --output out >first
	find out -printf '%P %i %T@ %C@\n' | sort >before
	"$lectern" build site --output out >second
	find out -printf '%P %i %T@ %C@\n' | sort >after
	cmp before after
	grep -q "nothing has changed since out was published" second
	[ "$(cut -d ';' -f 1 first)" = "$(cut -d ';' -f 1 second)" ]
}

@test "it opens none of the site's files, starts no thread and touches no folder" {
	long_built
	strace -f -o trace -e trace=openat,clone,clone3,mkdir,unlink,rename,link "$lectern" build site --output out >said
	grep -q "nothing has changed" said
	refute grep -E 'clone|mkdir|unlink|rename|link\(' trace
	refute grep -E 'openat.*"(site/(content|themes|plugins)|out)' trace
	refute grep -E 'openat.*(themes|plugins)' trace
}

@test "files that were only touched, or copied back, are the same" {
	long_built
	touch site/content/index.md
	unchanged
	cp site/content/site.yaml site/content/other.yaml
	mv site/content/other.yaml site/content/site.yaml
	unchanged
}

@test "a change of the same length in the same moment is noticed" {
	small site
	printf -- '---\ntitle: One\n---\nfirst\n' >site/content/index.md
	for word in other third again seven eight; do
		"$lectern" build site --quiet --output out
		sed -i "4s/.*/$word/" site/content/index.md
		touch -d "$(date -r site/content/site.yaml --iso-8601=ns)" site/content/index.md
		built
		grep -q "$word" out/index.html
	done
}

@test "pages, settings, ids, files to copy, new and removed ones are noticed" {
	long_built
	echo "More." >>site/content/index.md
	built_once
	sed -i 's/^description:.*/description: Another/' site/content/site.yaml
	built_once
	"$lectern" ids site --write --quiet
	built_once
	mkdir site/content/assets
	echo one >site/content/assets/a.txt
	built_once
	echo two >site/content/assets/a.txt
	built_once
	grep -q two out/assets/a.txt
	rm site/content/assets/a.txt
	built_once
	[ ! -e out/assets/a.txt ]
}

@test "links are never taken for what they lead to" {
	long_built
	mkdir site/content/assets
	echo one >site/content/assets/a.txt
	built_once
	mv site/content/assets/a.txt a.txt
	ln -s ../../../a.txt site/content/assets/a.txt
	refute "$lectern" build site --output out
	rm -r site/content/assets
	built_once
}

@test "a site that is named by a dot is read once" {
	small site
	cd site
	strace -f -o ../trace -e trace=openat "$lectern" build . --quiet --output ../out
	[ "$(grep -c '"content/index.md"' ../trace)" = 1 ]
	"$lectern" build . --output ../out | grep -q "nothing has changed"
}

@test "an edit while the site is being built is in the next one" {
	small site
	mkdir site/content/assets
	echo one >site/content/assets/a.txt
	mkdir -p site/plugins/slow
	printf 'name: slow\nversion: 1.0.0\napi: 1\nsummary: Slow.\ncontributes: [assemble]\n' >site/plugins/slow/plugin.yaml
	printf 'return {assemble = function(site) local n = 0 for i = 1, 12000000 do n = n + i end end}\n' >site/plugins/slow/main.lua
	echo 'plugins: [slow]' >>site/content/site.yaml
	"$lectern" build site --quiet --output out &
	sleep 0.1
	echo two >site/content/assets/a.txt
	wait
	echo one >site/content/assets/a.txt
	"$lectern" build site --quiet --output out
	grep -q one out/assets/a.txt
}

@test "what else is kept in .cache/ stays" {
	small site
	mkdir -p site/.cache/tool
	for i in 1 2 3 4 5 6 7 8 9; do echo "$i" | tee "site/.cache/tool/build-$i" >"site/.cache/build-$i.log"; done
	"$lectern" build site --quiet --output out
	[ "$(find site/.cache -name 'build-[0-9]*' -size -2 | wc -l)" = 18 ]
}

@test "what plugins told is told again: rules with their documentation, and summaries" {
	small site
	mkdir -p site/plugins/mine
	printf 'name: mine\nversion: 1.0.0\napi: 1\nsummary: Mine.\ncontributes: [check]\nrules:\n  thing: {level: warning, doc: What things are.}\n' >site/plugins/mine/plugin.yaml
	cat >site/plugins/mine/main.lua <<-'END'
		return {check = function(site, report)
			report {rule = "thing", target = site, text = "a thing", facts = {n = 1}}
			report {text = "all is told", facts = {n = 1}}
		end}
	END
	echo 'plugins: [mine]' >>site/content/site.yaml
	for format in text json sarif; do
		"$lectern" build site --output "out-$format" --format $format >first.out 2>first
		"$lectern" build site --output "out-$format" --format $format >second.out 2>second
		cmp first second
		[ "$(grep -v ' ms)$' first.out)" = "$(grep -v ' ms)$' second.out)" ]
		grep -q "a thing" first first.out
	done
	grep -q "What things are" first.out
	"$lectern" build site --output out-text | grep -q "nothing has changed"
}

@test "themes and plugins of the site are noticed, also where there were none" {
	long_built
	mkdir -p site/themes/default/assets
	cp "$root/themes/default/assets/tokens.css" site/themes/default/assets/
	built_once
	echo "/* more */" >>site/themes/default/assets/tokens.css
	built_once
	mkdir -p site/plugins/mine
	echo "name: mine" >site/plugins/mine/plugin.yaml
	built_once
}

@test "another program, other options, another day and another folder are noticed" {
	long_built
	"$lectern" build site --output out --audience instructor | grep -q "files written"
	built_once
	"$lectern" build site --output out --strict | grep -q "files written"
	built_once
	faketime '+2 days' "$lectern" build site --output out | grep -q "files written"
	built_once
	"$lectern" build site --output elsewhere | grep -q "files written"
	unchanged
	mkdir -p prefix/bin
	cp "$lectern" prefix/bin/
	mkdir -p prefix/share/lectern
	cp -R "$root/themes" "$root/plugins" prefix/share/lectern/
	prefix/bin/lectern build site --output out | grep -q "files written"
}

@test "what was done to the published folder is noticed" {
	long_built
	rm out/404.html
	built_once
	[ -e out/404.html ]
	touch out/weeks/of-mine.txt
	built
	rm out/weeks/of-mine.txt
	built_once
	mv out gone
	built_once
	rm out/.build.json
	rm -r out/*
	built_once
}

@test "--fresh builds all the same" {
	long_built
	"$lectern" build site --output out --fresh | grep -q "0 files written"
	unchanged
}

@test "what was told is told again, in every format, with its line" {
	small site
	sed -i 's/^hours:.*/hours: 90/' site/content/weeks/02-*.md
	for format in text json github sarif; do
		"$lectern" build site --output "out-$format" --format $format >first.out 2>first
		"$lectern" build site --output "out-$format" --format $format >second.out 2>second
		cmp first second
		[ "$(grep -v ' ms)$' first.out)" = "$(grep -v ' ms)$' second.out)" ]
		[ $format != json ] || grep -q '"warning": [1-9]' first.out
	done
	"$lectern" build site --output out-text >said 2>told
	grep -q '\^' told
	grep -q "nothing has changed" said
}

@test "an error keeps the site, and is told again" {
	long_built
	printf 'See [week](weeks/09-none.md).\n' >>site/content/index.md
	refute "$lectern" build site --output out 2>first
	refute "$lectern" build site --output out 2>second
	cmp first second
	sed -i '$d' site/content/index.md
	unchanged
}

@test "a site that cannot be written to is built, each time" {
	[ "$(id -u)" != 0 ] || skip "root may write everywhere"
	small site
	chmod -R a-w site
	"$lectern" build site --quiet --output out
	built
	chmod -R u+w site
}

@test "memos of many folders do not pile up, and are nobody's to commit" {
	small site
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do "$lectern" build site --quiet --output "out$i"; done
	[ "$(find site/.cache -name 'build-*' | wc -l)" -le 8 ]
	[ "$(cat site/.cache/.gitignore)" = "*" ]
	"$lectern" build site --output out12 | grep -q "nothing has changed"
}

@test "a memo that is no memo is none" {
	long_built
	for text in '' x '{}' '{"key":1}' "$(head -c 300 /dev/urandom | base64)"; do
		for file in site/.cache/build-*; do echo "$text" >"$file"; done
		built_once
	done
	for file in site/.cache/build-*; do
		head -c 700 "$file" >cut
		cp cut "$file"
	done
	built_once
}
