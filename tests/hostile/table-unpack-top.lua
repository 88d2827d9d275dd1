return {page = function(page)
	local x = table.unpack({}, math.maxinteger - 100000000, math.maxinteger)
end}
