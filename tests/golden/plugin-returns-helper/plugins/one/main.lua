return {
	helpers = {
		later = function(page)
			return function() return page.title end
		end,
	},
}
