return {page = function(page)
	for i = 1, math.huge do page:set("k" .. i, i) end
end}
