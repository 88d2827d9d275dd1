return {
	configure = function(site, options)
		error('needs a title longer than ' .. #site.title)
	end,
}
