#!/bin/sh
# install.sh PREFIX PROGRAM [ONLINE]: copies the program, the one it becomes to go online, themes,
# plugins, workflows and manual page below PREFIX.
set -eu
prefix=$1 program=$2 online=${3:-}
cd "$(dirname "$0")/.."
mkdir -p "$prefix/bin" "$prefix/share/lectern" "$prefix/share/man/man1"
install -m 755 "$program" "$prefix/bin/lectern"
[ -z "$online" ] || install -D -m 755 "$online" "$prefix/libexec/lectern/lectern-online"
for folder in themes plugins workflows; do
	[ -d "$folder" ] || continue
	(find "$folder" -type f ! -path "*/tests/*" ! -path 'themes/*.sh' ! -name 'package*.json') | while read -r file; do
		install -D -m 644 "$file" "$prefix/share/lectern/$file"
	done
done
scdoc <generator/lectern.1.scd >"$prefix/share/man/man1/lectern.1"
echo "Installed $prefix/bin/lectern"
