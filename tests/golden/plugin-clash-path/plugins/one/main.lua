return {
	assemble = function(site)
		site:output('tasks.csv', 'a')
		site:output('weeks/01-loops.html', 'mine')
		site:output('tasks.csv', 'again')
	end,
}
