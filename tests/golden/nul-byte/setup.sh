#!/bin/sh
printf -- '---\ntitle: A Course\n---\nA NUL \000 byte.\n' >content/index.md
printf '\377\376-\000-\000-\000\n\000' >content/utf16.md
printf 'description: A \000 byte.\n' >>content/site.yaml
