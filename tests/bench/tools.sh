# shellcheck shell=bash disable=SC2154,SC2034 # run.sh sets some, and uses others
# What is measured: how each tool gets its site, and the command that builds it. Sourced by run.sh,
# which sets bench, programs, work and lectern.
#
# A subject is a tool with what it was told: lectern, lectern-1 (one worker), floor-same …

# tool_of SUBJECT: the tool whose site it builds.
tool_of() {
	case $1 in
	lectern-own | lectern-plugins*) echo "$1" ;;
	lectern* | floor* | walk) echo lectern ;;
	*) echo "$1" ;;
	esac
}

# missing SUBJECT: why it cannot be measured; nothing when it can.
missing() {
	case $1 in
	hugo | mkdocs) command -v "$1" >/dev/null || echo "not installed; \`tests/bench/run.sh --install\` does it" ;;
	eleventy)
		cmp -s "$bench/peers/eleventy/package-lock.json" "$eleventy/.installed" ||
			echo "not installed; \`tests/bench/run.sh --install\` does it"
		;;
	lectern-in-place) "$lectern" build --help | grep -q -- --in-place || echo "Lectern has no --in-place" ;;
	esac
}

install_tools() {
	"$root/generator/needs.sh" "$bench/needs.txt" >&2
	[ -z "$(missing eleventy)" ] && return
	echo "Installing Eleventy as $bench/peers/eleventy/package-lock.json has it" >&2
	mkdir -p "$eleventy"
	cp "$bench/peers/eleventy/package.json" "$bench/peers/eleventy/package-lock.json" "$eleventy/"
	(cd "$eleventy" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2)
	cp "$eleventy/package-lock.json" "$eleventy/.installed"
}

# real_course TOOL SITE: the Markdown of this repository's content/, in the form of a tool.
real_course() {
	mkdir -p "$2"
	cp -R "$root/content" "$2/content"
	[ "$1" = lectern ] && return
	find "$2/content" -type f ! -name '*.md' -delete
	find "$2/content" -type f -exec sed -i '2,20{/^layout: /d}' {} + # of the theme
	[ "$1" != hugo ] || mv "$2/content/index.md" "$2/content/_index.md"
}

# dress TOOL SITE: the equal theme. The head and the foot of a page are the same files for all.
dress() {
	local partials
	case $1 in
	lectern)
		mkdir -p "$2/themes"
		cp -R "$bench/theme" "$2/themes/equal"
		partials=$2/themes/equal/layouts/partials
		echo 'theme: {name: equal, options: {search: false}, pages: []}' >>"$2/content/site.yaml"
		;;
	hugo)
		cp -R "$bench/peers/hugo/." "$2/"
		partials=$2/layouts/partials
		;;
	eleventy)
		cp -R "$bench/peers/eleventy/layouts" "$bench/peers/eleventy/eleventy.config.js" "$bench/peers/eleventy/package.json" "$2/"
		cp "$bench/peers/eleventy/weeks.11ty.js" "$2/content/"
		partials=$2/layouts
		;;
	mkdocs)
		cp -R "$bench/peers/mkdocs/." "$2/"
		partials=$2/theme
		;;
	esac
	cp "$bench/layout/"*.html "$partials/"
}

# site_of SUBJECT SIZE: the folder of the site, made when it is not there.
site_of() {
	local tool folder
	tool=$(tool_of "$1")
	folder=$work/sites/$tool-$2
	if [ ! -d "$folder" ]; then
		local form=${tool%%-*}
		mkdir -p "$work/sites"
		case $2 in
		real) real_course "$form" "$folder" ;;
		long) "$programs/generate" --form "$form" --tasks 10000 1 "$folder" ;;
		*) "$programs/generate" --form "$form" "$2" "$folder" ;;
		esac
		# The real course has a theme and plugins, and keeps them.
		case $tool-$2 in
		lectern-own-* | lectern-real) ;;
		lectern-plugins-none-*) dress lectern "$folder" ;;
		lectern-plugins-locked-*)
			dress lectern "$folder"
			"$lectern" ids "$folder" --write --quiet >&2
			;;
		lectern-plugins-*)
			dress lectern "$folder"
			local plugins=${tool#lectern-plugins-}
			echo "plugins: [${plugins//-/, }]" >>"$folder/content/site.yaml"
			;;
		*) dress "$form" "$folder" ;;
		esac
	fi
	echo "$folder"
}

# command_of SUBJECT SITE OUTPUT: sets the array `command`.
command_of() {
	local lectern_build=("$lectern" build "$2" --quiet --output "$3")
	local floor=("$programs/floor" --layout "$bench/layout" "$2/content" "$3")
	local same=(--yaml --lua --json)
	case $1 in
	lectern-1) command=("${lectern_build[@]}" --jobs 1) ;;
	lectern-in-place) command=("${lectern_build[@]}" --jobs 2 --in-place) ;;
	lectern*) command=("${lectern_build[@]}" --jobs 2) ;;
	floor) command=("${floor[@]}" --threads 2) ;;
	floor-same) command=("${floor[@]}" --threads 2 "${same[@]}") ;;
	floor-same-1) command=("${floor[@]}" --threads 1 "${same[@]}") ;;
	walk) command=("$programs/floor" --walk "$2/content") ;;
	hugo) command=(hugo --quiet --source "$2" --destination "$3") ;;
	eleventy) command=(env -C "$2" node "$eleventy/node_modules/@11ty/eleventy/cmd.cjs" --quiet "--output=$3") ;;
	# A clean build would remove what is there first, which costs more than the build.
	mkdocs) command=(mkdocs --quiet build --dirty --config-file "$2/mkdocs.yml" --site-dir "$3") ;;
	esac
}

# edit SUBJECT SITE NUMBER: changes the text of one page, always the same one, each time to another.
edit() {
	local file original=$2/original.md
	file=$(find "$2/content" -name '*week*.md' -o -path '*/weeks/*.md' | sort | awk '{ all[NR] = $0 } END { print all[int((NR + 1) / 2)] }')
	[ -f "$original" ] || cp "$file" "$original"
	{ cat "$original" && echo && echo "Changed for run $3." ; } >"$file"
}
