return {
	assemble = function(site)
		site:output('tasks.csv', 'b')
		site:output('tasks.csv/part', 'c')
		site:output('curriculum.json', '{}')
		site:output('.build.json', '{}')
		site:output('', 'd')
	end,
}
