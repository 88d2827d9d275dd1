#!/bin/sh
# A comment of 2 MB.
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "# %097d\n", i }' >>content/site.yaml
