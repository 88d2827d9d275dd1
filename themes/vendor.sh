#!/bin/sh
# vendor.sh THEME FOLDER: the libraries of a theme, exactly as its package-lock.json has them,
# fetched into FOLDER and copied to THEME/assets/vendor/, each with its licence on top.
set -eu
theme=$1 folder=$2
if ! command -v npm >/dev/null 2>&1; then
	echo "npm is missing: it fetches the search library of the theme." >&2
	echo "\`make site\` installs it; or do it yourself: apt-get install npm" >&2
	exit 3
fi
mkdir -p "$folder" "$theme/assets/vendor"
cp "$theme/package.json" "$theme/package-lock.json" "$folder/"
(cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null)

package=$folder/node_modules/minisearch
{
	echo "/*! MiniSearch $(sed -n 's/^.*"version": "\(.*\)".*$/\1/p' "$package/package.json"), https://github.com/lucaong/minisearch"
	cat "$package/LICENSE.txt"
	echo "*/"
	# The map stays behind: pages ask for nothing that is not there.
	sed '/^\/\/# sourceMappingURL=/d' "$package/dist/umd/index.js"
} >"$theme/assets/vendor/minisearch.js~"
mv "$theme/assets/vendor/minisearch.js~" "$theme/assets/vendor/minisearch.js"
