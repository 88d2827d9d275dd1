return {page = function(page)
	table.sort({1, "x", {}, true})
end}
