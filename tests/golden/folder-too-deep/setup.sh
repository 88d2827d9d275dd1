#!/bin/sh
mkdir -p "content/$(awk 'BEGIN { for (i = 1; i <= 70; i++) printf "%d/", i }')"
