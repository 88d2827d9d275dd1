return {page = function(page)
	local s = table.concat({}, "x", 1, math.maxinteger)
end}
