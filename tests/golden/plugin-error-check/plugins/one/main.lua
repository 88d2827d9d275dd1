return {
	check = function(site, report)
		report('fatal', site, 'no')
	end,
}
