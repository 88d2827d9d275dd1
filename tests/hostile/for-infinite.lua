return {page = function(page)
	for i = 1.0, math.huge, 0.0000001 do end
end}
