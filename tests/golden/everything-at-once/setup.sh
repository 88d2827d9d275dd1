#!/bin/sh
printf -- '---\ntitle: Caf\351\n---\n' >content/pages/bytes.md
