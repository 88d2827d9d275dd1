# The modules under test are those of the plugin itself.
for module in collect exclude fetch fragments health hosts memory probes redirects retry verdict; do
	cp "$GOLDEN/../../plugins/links/$module.lua" plugins/gather/
done
