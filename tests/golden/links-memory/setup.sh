# The modules under test are those of the plugin itself.
cp "$GOLDEN"/../../plugins/links/health.lua "$GOLDEN"/../../plugins/links/memory.lua plugins/recall/
