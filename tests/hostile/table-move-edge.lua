return {page = function(page)
	table.move({1}, math.mininteger, math.maxinteger, 1)
end}
