return {
	helpers = {
		wait = function(page)
			while page.title do end
		end,
	},
}
