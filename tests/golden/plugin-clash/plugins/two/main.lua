return {
	assemble = function(site)
		site:output('data/All.txt', 'b')
		site:output('../out.txt', 'c')
		site:output('index.html', 'd')
	end,
}
