return {
	assemble = function(site)
		site:set('two words', 1)
	end,
}
