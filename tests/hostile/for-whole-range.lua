return {page = function(page)
	for i = math.mininteger, math.maxinteger do end
end}
