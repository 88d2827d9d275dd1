#!/bin/sh
# The case beside it, with many workers.
cp -R "$GOLDEN"/everything-at-once/content "$GOLDEN"/everything-at-once/themes .
sh "$GOLDEN"/everything-at-once/setup.sh
