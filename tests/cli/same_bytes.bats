#!/usr/bin/env bats
# Same input, same bytes: whatever the workers, the place, the locale, the clock.
load common

@test "one worker and eight write the same" {
	"$lectern" build "$root" --quiet --jobs 1 --output one
	"$lectern" build "$root" --quiet --jobs 8 --output eight
	diff -r one eight
	cmp one/.build.json eight/.build.json
}

@test "another folder, locale, time zone, umask and environment write the same" {
	mkdir -p elsewhere/deep
	cp -R "$root/content" "$root/themes" elsewhere/deep/
	"$lectern" build "$root" --quiet --output one
	cd elsewhere
	(umask 077 && env -i LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati HOME=/nonexistent \
		"$lectern" build deep --quiet --output ../two)
	cd ..
	diff -r one two
	[ "$(cd one && find . -printf '%P %m\n' | sort)" = "$(cd two && find . -printf '%P %m\n' | sort)" ]
}

@test "files made long ago and far ahead write the same" {
	cp -R "$root/content" content
	cp -R "$root/themes" themes
	find content -name '*.md' -exec touch -d '2001-02-03' {} +
	"$lectern" build . --quiet --output one
	find content -name '*.md' -exec touch -d '2038-01-01' {} +
	"$lectern" build . --quiet --output two
	diff -r one two
}

@test "another clock writes the same" {
	"$lectern" build "$root" --quiet --output one
	faketime '2031-05-06 07:08:09' "$lectern" build "$root" --quiet --output two
	faketime '1999-12-31 23:59:59' "$lectern" build "$root" --quiet --output three
	diff -r one two
	diff -r one three
}

@test "a build over an older site writes the same as a fresh one" {
	small site
	"$lectern" build site --quiet --output over
	echo "More." >>site/content/index.md
	rm site/content/weeks/02-*.md
	"$lectern" build site --quiet --output over
	"$lectern" build site --quiet --output fresh
	diff -r over fresh
}
