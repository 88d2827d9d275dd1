return {
	helpers = {
		first = function(list)
			return list[1].name
		end,
	},
}
