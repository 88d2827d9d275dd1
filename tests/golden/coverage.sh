#!/bin/sh
# Every code of the catalogue occurs in a golden case; says which does not.
set -eu
cd "$(dirname "$0")"
missing=0
codes=$(sed -n 's/^DIAG([A-Z_]*, [A-Z_]*, "\([a-z0-9-]*\)".*/\1/p' ../../generator/base/diag.def)
for code in $codes; do
	if ! grep -qs "\[$code\]" ./*/expected.diag; then
		echo "# no golden case shows [$code]"
		missing=$((missing + 1))
	fi
done
if [ "$missing" = 0 ]; then echo "ok 1 - every code occurs in a golden case"; else echo "not ok 1 - $missing codes occur in no golden case"; fi
