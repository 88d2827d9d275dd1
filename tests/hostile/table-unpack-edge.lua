return {page = function(page)
	local x = table.unpack({}, math.mininteger, math.maxinteger)
end}
