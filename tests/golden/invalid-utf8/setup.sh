#!/bin/sh
# ISO 8859-1 in the front matter, the text and the settings.
printf -- '---\ntitle: Caf\351\n---\nText.\n' >content/front.md
printf -- '---\ntitle: Text\n---\nA na\357ve text.\n' >content/index.md
printf 'description: Voil\340.\n' >>content/site.yaml
